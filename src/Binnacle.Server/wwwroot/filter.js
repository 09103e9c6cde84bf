// Suggestions under the filter box: what could be typed here, and, while it is empty, what was searched for before.
const HISTORY = "filter-history";
const MOST = 15;

export function mount(root, dotnet) {
  if (!root) return;
  const input = root.querySelector("input");
  const list = root.querySelector("[role=listbox]");
  const mark = root.querySelector(".filter-mark");
  let shown = null, active = -1, asked = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (start, end, items) => {
    shown = { start, end, items };
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map((item, index) => {
      const option = document.createElement("li");
      option.id = `filter-option-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const code = document.createElement("code");
      code.textContent = item.text;
      const hint = document.createElement("span");
      hint.textContent = item.hint;
      option.append(code, hint);
      option.addEventListener("mousedown", event => {
        event.preventDefault();
        accept(index);
      });
      return option;
    }));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
  };

  const accept = index => {
    const { start, end, items } = shown;
    const { text } = items[index];
    input.value = input.value.slice(0, start) + text + input.value.slice(end).trimStart();
    input.setSelectionRange(start + text.length, start + text.length);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    suggest();
  };

  const choose = index => {
    const options = [...list.children];
    active = (index + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  const suggest = async () => {
    const turn = ++asked;
    const text = input.value, caret = input.selectionStart ?? text.length;
    const before = text.trim() === "" ? history().map(old => ({ text: old, hint: "searched before" })) : [];
    let found = { start: 0, end: 0, items: [] };
    try {
      found = await dotnet.invokeMethodAsync("Complete", text, caret);
    } catch {
      // The page is being left, or the connection is lost.
    }
    if (turn === asked && document.activeElement === input)
      show(before.length ? 0 : found.start, before.length ? text.length : found.end, [...before, ...found.items]);
  };

  input.addEventListener("input", () => {
    // What was underlined is being corrected.
    mark.hidden = true;
    suggest();
  });
  input.addEventListener("click", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("scroll", () => mark.style.transform = `translateX(${-input.scrollLeft}px)`);
  new MutationObserver(() => mark.hidden = false).observe(mark, { childList: true, characterData: true, subtree: true });
  input.addEventListener("keydown", event => {
    const open = !list.hidden;
    if (event.key === "ArrowDown" && !open) suggest();
    else if (event.key === "ArrowDown") choose(active + 1);
    else if (event.key === "ArrowUp" && open) choose(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape" && open) close();
    else if (event.key === "Enter" && open && active >= 0) accept(active);
    else {
      if (event.key === "Enter") {
        remember(input.value.trim());
        asked++;
        close();
      }
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  });
}

function history() {
  try {
    return JSON.parse(localStorage.getItem(HISTORY) ?? "[]");
  } catch {
    return [];
  }
}

function remember(filter) {
  if (filter) localStorage.setItem(HISTORY, JSON.stringify([filter, ...history().filter(old => old !== filter)].slice(0, MOST)));
}
