// The second click of a double click lands on what the first one has brought to its place. It must press nothing there.

const DOUBLE_CLICK = 500 // ms after a press that has changed the page in which a click on the same place is its second
const SAME_PLACE = 10 // px

export function secondClicks(root) {
  let pressed = null // where and how something was pressed last; null when by key, which has no place
  let turned = null // the press that has changed the page last, and when

  root.addEventListener("pointerdown", ({ clientX, clientY, pointerType, target }) => {
    pressed = { clientX, clientY, pointerType, control: target.dataset.control }
  }, true)
  root.addEventListener("click", drop, true)

  // What the browser itself calls the second click of a mouse's double click.
  function drop(event) {
    if (turned?.pointerType !== "mouse" || event.detail < 2 || performance.now() - turned.at > DOUBLE_CLICK) return
    if (Math.hypot(event.clientX - turned.clientX, event.clientY - turned.clientY) > SAME_PLACE) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  return {
    pressedByKey() {
      pressed = null
    },
    // The last press is about to change the page.
    changesPage() {
      if (pressed) turned = { ...pressed, at: performance.now() }
      pressed = null
    },
    // What has come below the pointer rests until a double click is over: whoever waits for it to take presses is not
    // dropped, and everything beside it takes them at once. The same button again is one more press; only for a finger it
    // rests too, because some browsers do not count its taps.
    restBelowPointer() {
      if (!turned || performance.now() - turned.at > DOUBLE_CLICK) return
      const found = root.getRootNode().elementFromPoint(turned.clientX, turned.clientY)?.closest("button, label, summary")
      if (!found || (found.dataset.control === turned.control && turned.pointerType === "mouse")) return
      found.classList.add("resting")
      setTimeout(() => found.classList.remove("resting"), DOUBLE_CLICK)
    },
  }
}
