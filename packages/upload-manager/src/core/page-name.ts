/** What every page's name begins with. It is the name of the page's lock too: nothing else may be waited for. */
export const pagePrefix = 'holdfast:page:';
