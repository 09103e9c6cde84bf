// Keeps what a page shows in its address, so that the address can be shared and Back undoes a choice.

// What the board of charts below the table keeps in the same address.
const BOARD = ["x", "smoothing", "log", "zoom", "brush", "cards"];

export function show(url, replace) {
  url = withBoard(url);
  if (location.pathname + location.search === url) return;
  // Going back, Blazor asks the server for the old address only where the entry carries a state.
  const state = { ...history.state, view: true };
  history.replaceState(state, "", replace ? url : undefined);
  if (!replace) history.pushState(state, "", url);
}

function withBoard(url) {
  const [path, text = ""] = url.split("?"), query = new URLSearchParams(text);
  const kept = BOARD.map(name => [name, new URLSearchParams(location.search).get(name)]).filter(([, value]) => value !== null);
  if (query.get("charts") !== "1" || kept.length === 0) return url;
  return `${path}?${text}&${new URLSearchParams(kept)}`;
}
