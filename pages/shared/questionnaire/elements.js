// Making elements: text is only ever set as text, never as HTML.

export function element(tag, look, ...children) {
  const made = document.createElement(tag)
  if (look) made.className = look
  made.append(...children)
  return made
}

export function textElement(text, tag, look) {
  const made = element(tag, look)
  made.textContent = text
  made.dir = "auto"
  return made
}

export function button(text, control, press, look) {
  const made = textElement(text, "button", look)
  made.type = "button"
  made.dataset.control = control
  made.onclick = press
  return made
}

// The mark of a behaviour: square for today, round for the wanted one.
export function shape() {
  const made = element("span", "shape")
  made.setAttribute("aria-hidden", "true")
  return made
}

// What a column or a field is called, with the mark of its behaviour where it has one.
export function lead(text, columnId) {
  const made = element("span", "lead", ...(columnId ? [shape()] : []), textElement(text, "span"))
  made.dataset.column = columnId ?? ""
  return made
}
