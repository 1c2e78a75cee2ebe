// Watches the connection to the server. When it was lost and is back: asks for one run of the page, lets nothing be
// pressed until it has arrived, then puts back and sends what was typed or chosen last.

const SETTLED = 6000 // ms after which typed text has been sent: longer than any field waits for a pause
const AGAIN = 3000 // ms after which a missing run is asked for once more
const NEVER_LONGER = 15000 // the most ms for which nothing can be pressed while no run begins
const QUIET = 800 // ms before a lost connection is worth a message
const LOOK_AGAIN = [100, 500, 1500] // ms after a run at which its values may still overwrite what was put back

const touched = new Map() // control's key -> { value, at }: what was typed or chosen and may not be saved yet
let host = null // { root, words, unsaved, setStateValue } of the last drawing
let run = null // id of the run that was drawn last, if perhaps only its top
let whole = null // id of the last run of which everything is drawn
let asked = 0
let away = false
let catching = null // { before, since, timer, focus, arrived } while the page is fetched again
let ended = 0 // when the last run ended
let messageTimer = null
let isRestoring = false // from reconnection until nothing can overwrite what was put back any more
let left = null // { input, at }: the field that last lost the focus, and where its caret was

export default function ({ data, parentElement, setStateValue }) {
  const model = JSON.parse(data.line)
  host = { root: parentElement, setStateValue, ...model }
  run = model.run
  if (!parentElement.querySelector(".message")) {
    const message = document.createElement("div")
    message.className = "message"
    message.setAttribute("role", "status")
    parentElement.append(message)
  }
  if (catching && run !== catching.before) catching.arrived = true
  hear(model.heard)
  look()
}

// A run may have ended seconds before a slow browser has drawn all of it.
document.addEventListener("drawn", ({ detail }) => {
  whole = detail
  look()
})

// ---- Watching Streamlit, mainly by two attributes it sets for tests of apps -------------------------------------------

new MutationObserver(look).observe(document.body, {
  subtree: true,
  attributeFilter: ["data-test-connection-state", "data-test-script-state", "disabled"],
})
new MutationObserver(seeMessages).observe(document.body, { subtree: true, childList: true })
document.addEventListener("input", note, true)
document.addEventListener("change", note, true)
document.addEventListener("beforeinput", restoreFirst, true)
document.addEventListener("focusout", ({ target }) => { left = placeIn(target) }, true)
setInterval(forget, 1000)

function scriptState() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
}

function look() {
  const app = document.querySelector('[data-testid="stApp"]')
  if (!app || !host) return
  if (app.dataset.testConnectionState !== "CONNECTED") {
    if (!away) showMessage("away", QUIET)
    away = true
    enableFields()
    return
  }
  if (away) {
    away = false
    catchUp()
  }
  if (app.dataset.testScriptState !== "notRunning") return
  ended = performance.now()
  if (catching?.arrived && whole === run) finish()
}

// Streamlit disables every control while there is no connection. Text fields are enabled again and keep focus and caret,
// so that a short loss costs no keystroke.
function enableFields() {
  for (const input of document.querySelectorAll("input:disabled, textarea:disabled")) {
    if (!keyOf(input) || !isText(input)) continue
    input.disabled = false
    if (input === left?.input) goBackTo(left)
  }
}

function placeIn(input) {
  if (!input || input === document.body) return null
  return { input, at: isText(input) ? [input.selectionStart, input.selectionEnd] : null }
}

function goBackTo({ input, at }) {
  if (!input.isConnected || document.activeElement !== document.body) return
  input.focus({ preventScroll: true })
  if (at?.[0] != null) input.setSelectionRange(...at)
}

// ---- What the visitor does ------------------------------------------------------------------------------------------

function keyOf(input) {
  return input.closest('[class*="st-key-"]')?.className.match(/(?:^|\s)st-key-(\S+)/)?.[1]
}

function isText(input) {
  if (!["INPUT", "TEXTAREA"].includes(input?.tagName)) return false
  return input.tagName === "TEXTAREA" || ["text", "search", ""].includes(input.type)
}

function valueOf(input, box) {
  if (isText(input)) return input.value
  if (input.type === "checkbox") return input.checked
  if (input.type === "radio") return [...box.querySelectorAll('input[type="radio"]')].indexOf(input)
  return null
}

function note({ target }) {
  if (!["INPUT", "TEXTAREA"].includes(target.tagName)) return // events inside our components come here too
  const key = keyOf(target)
  const value = key && valueOf(target, boxOf(key))
  if (key && value !== null) touched.set(key, { value, at: performance.now() })
}

// When a run has overwritten a field that is still being typed in, its text is put back before the next letter.
function restoreFirst({ target }) {
  const key = isRestoring && isText(target) && keyOf(target)
  const typed = key && touched.get(key)
  if (typed && typeof typed.value === "string" && target.value !== typed.value) setValue(target, typed.value)
}

function boxOf(key) {
  return document.querySelector(`.st-key-${CSS.escape(key)}`)
}

// Typed text is saved once a run has ended after it was sent. Text still being typed, and controls that the server
// reports as unsaved, may not be.
function forget() {
  if (away || isRestoring || !host) return
  const now = performance.now()
  for (const [key, { at }] of touched) {
    const isTyping = boxOf(key)?.contains(document.activeElement) && isText(document.activeElement)
    if (now - at > SETTLED && ended > at && !isTyping && !host.unsaved.includes(key)) touched.delete(key)
  }
}

// ---- Reconnected ------------------------------------------------------------------------------------------------------

function catchUp() {
  clearInterval(catching?.timer)
  catching = { before: run, since: performance.now(), arrived: false, focus: placeIn(document.activeElement), timer: setInterval(askAgain, AGAIN) }
  isRestoring = true
  hold()
  showMessage("back", QUIET)
  ask()
}

function ask() {
  asked += 1
  host.setStateValue("again", `${asked} ${run}`)
}

// Never while a run is under way. If no run comes at all, or never whole, the page can be used again and no run is asked
// for any more: a press may open another page, and a run asked for here would lead back from it.
function askAgain() {
  if (away || scriptState() !== "notRunning") return
  if (performance.now() - catching.since > NEVER_LONGER) {
    clearInterval(catching.timer)
    release()
  } else if (!catching.arrived) {
    ask()
  }
}

function finish() {
  const { focus, timer } = catching
  const kept = [...touched]
  for (const typed of touched.values()) typed.at = performance.now() // it is sent now
  clearInterval(timer)
  catching = null
  for (const wait of LOOK_AGAIN) {
    setTimeout(() => {
      for (const [key, { value }] of kept) if (touched.get(key)?.value === value) putBack(boxOf(key), value)
      if (wait === LOOK_AGAIN.at(-1) && !catching) isRestoring = false
      if (wait !== LOOK_AGAIN[0] || catching) return
      release()
      if (focus) goBackTo(focus)
      showMessage(null)
    }, wait)
  }
}

function putBack(box, value) {
  if (!box) return
  const inputs = [...box.querySelectorAll("input, textarea")]
  if (typeof value === "number") {
    const radio = inputs.filter(({ type }) => type === "radio")[value]
    if (radio && !radio.checked) radio.click()
  } else if (typeof value === "boolean") {
    if (inputs[0] && inputs[0].checked !== value) inputs[0].click()
  } else if (inputs[0]) {
    write(inputs[0], value)
  }
}

function write(input, value) {
  if (input.value !== value) setValue(input, value)
  // A field is saved when it loses the focus; one that has it is still being typed in.
  if (input !== document.activeElement) setTimeout(() => input.dispatchEvent(new FocusEvent("focusout", { bubbles: true })))
}

// As if typed: React notices a value only when it is set through the element's own setter.
function setValue(input, value) {
  const kind = input.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(input, value)
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

// The questionnaire keeps its taps until they are saved, so it stays usable, and so does the field being typed in.
function hold() {
  const writing = isText(document.activeElement) && document.activeElement
  for (const box of document.querySelectorAll('[data-testid="stElementContainer"]:not(.st-key-questionnaire)')) {
    if (box.contains(host.root.host) || (writing && box.contains(writing)) || box.inert) continue
    box.inert = true
    box.dataset.held = ""
  }
}

function release() {
  for (const box of document.querySelectorAll("[data-held]")) {
    box.inert = false
    delete box.dataset.held
  }
}

// ---- Messages ---------------------------------------------------------------------------------------------------------

function showMessage(name, wait = 0) {
  clearTimeout(messageTimer)
  const show = () => {
    const message = host.root.querySelector(".message")
    if (message) message.textContent = name ? host.words[name] : ""
  }
  if (wait) messageTimer = setTimeout(show, wait)
  else show()
}

// Streamlit's own messages are in English and for programmers; ours replace them.
function seeMessages() {
  const dialog = away && document.querySelector('[data-testid="stDialog"]')
  if (dialog && !dialog.querySelector('[data-testid="stVerticalBlock"]')) close(dialog)
}

// A field that was being typed in when the dialog opened gets the focus back.
function close(dialog) {
  const button = dialog.querySelector('[aria-label="Close"]')
  if (!button || dialog.dataset.isClosing) return
  dialog.dataset.isClosing = ""
  const place = isText(document.activeElement) ? placeIn(document.activeElement) : left
  button.click()
  if (!isText(place?.input)) return
  for (const wait of [0, 100, 300, 600]) {
    setTimeout(() => {
      if (dialog.contains(document.activeElement)) document.activeElement.blur()
      goBackTo({ input: place.input, at: [place.input.value.length, place.input.value.length] })
    }, wait)
  }
}
