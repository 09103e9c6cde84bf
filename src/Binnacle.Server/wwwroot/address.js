// Keeps what a page shows in its address, so that the address can be shared and Back undoes a choice.
export function show(url) {
  if (location.pathname + location.search === url) return;
  // Going back, Blazor asks the server for the old address only where the entry carries a state.
  const state = { ...history.state, view: true };
  history.replaceState(state, "");
  history.pushState(state, "", url);
}
