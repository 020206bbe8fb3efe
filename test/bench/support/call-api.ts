/** One control call of the bench's user; anything but a success ends the bench. */
export async function callApi<Answer>(url: string, path: string, body: unknown): Promise<Answer> {
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Answer;
}
