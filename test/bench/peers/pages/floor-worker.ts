/** Takes the SHA-256 of each body and sends both: the cheapest way to checksums that was measured. */
interface SendRequest {
  readonly id: number;
  readonly url: string;
  readonly body: Blob;
}

async function send({ body, url }: SendRequest): Promise<void> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await body.arrayBuffer()));
  await new Promise<void>((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('PUT', url);
    xhr.setRequestHeader('x-amz-checksum-sha256', btoa(String.fromCharCode(...digest)));
    xhr.onload = () => (xhr.status === 200 ? resolve() : reject(new Error(`PUT answered ${xhr.status}`)));
    xhr.onerror = () => reject(new Error('PUT got no answer'));
    xhr.send(body);
  });
}

addEventListener('message', ({ data }: MessageEvent<SendRequest>) => {
  send(data).then(
    () => postMessage({ id: data.id, error: null }),
    (error: unknown) => postMessage({ id: data.id, error: String(error) }),
  );
});
