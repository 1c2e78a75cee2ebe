const SECONDS_SHOWN = 4

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button")
  const status = parentElement.querySelector("span")
  button.textContent = data.button
  button.classList.toggle("main", data.main)
  button.onclick = async () => {
    const isCopied = await copied(data.text, parentElement)
    status.textContent = isCopied ? data.done : data.failed
    if (isCopied && data.tells) setTriggerValue("copied", true)
    clearTimeout(button.timer)
    button.timer = setTimeout(() => { status.textContent = "" }, SECONDS_SHOWN * 1000)
  }
}

// Without https browsers have no clipboard, but can still copy what is selected.
async function copied(text, root) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const field = document.createElement("textarea")
    field.value = text
    field.readOnly = true
    field.style = "position: fixed; opacity: 0"
    root.append(field)
    field.select()
    const isCopied = document.execCommand("copy")
    field.remove()
    root.querySelector("button").focus({ preventScroll: true })
    return isCopied
  }
}
