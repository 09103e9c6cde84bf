// Pictures of one name, step after step, with a slider.
class ImageSteps extends HTMLElement {
  connectedCallback() {
    const frames = JSON.parse(this.dataset.frames);
    const image = this.querySelector("img");
    const at = Math.max(frames.findIndex(frame => frame.current), 0);
    const label = document.createElement("label");
    const slider = Object.assign(document.createElement("input"), { type: "range", min: 0, max: frames.length - 1, value: at });
    const text = Object.assign(document.createElement("output"), { textContent: `step ${frames[at].step}` });
    slider.setAttribute("aria-label", "Step");
    slider.addEventListener("input", () => {
      const frame = frames[Number(slider.value)];
      image.src = frame.url;
      text.textContent = `step ${frame.step}`;
      slider.setAttribute("aria-valuetext", text.textContent);
    });
    label.append(slider, text);
    this.prepend(label);
  }
}

customElements.define("image-steps", ImageSteps);
