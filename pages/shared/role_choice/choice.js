// Native radios. With the arrow keys one moves between them, and picks with Enter or the space bar; a click picks at once.

export default function ({ data, parentElement, setTriggerValue }) {
  const group = parentElement.querySelector("[role=radiogroup]")
  const drawn = JSON.stringify(data)
  if (group.drawn === drawn) return
  const focused = group.querySelector("input:focus")?.value
  group.drawn = drawn
  group.setAttribute("aria-label", data.label)
  parentElement.querySelector("p").textContent = data.hint
  group.replaceChildren(...data.roles.map(row))
  if (focused) group.querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  let isMoving = false
  const pick = input => {
    input.checked = true
    setTriggerValue("picked", input.value)
  }
  group.onkeydown = event => {
    if (event.key.startsWith("Arrow")) isMoving = true
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    pick(event.target)
  }
  group.onkeyup = () => { isMoving = false }
  group.onchange = event => { if (!isMoving) pick(event.target) }
}

function row({ id, name, state }) {
  const label = document.createElement("label")
  const input = Object.assign(document.createElement("input"), { type: "radio", name: "role", value: id })
  const text = Object.assign(document.createElement("span"), { textContent: name })
  label.append(input, text)
  if (state) label.append(Object.assign(document.createElement("em"), { textContent: state }))
  return label
}
