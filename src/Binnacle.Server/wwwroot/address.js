// Keeps what a page shows in its address, so that the address can be shared.
export function show(url) {
  if (location.pathname + location.search !== url) history.pushState(history.state, "", url);
}
