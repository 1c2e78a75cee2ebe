// Watches the line to the server. When it was lost and is back: one run of the page, nothing pressed until it has
// arrived, then what was typed or chosen last is put back and sent.

const SETTLED = 6000 // ms after which what was typed has been sent: longer than any field waits for a pause
const AGAIN = 3000 // ms after which a run that has not come is asked for once more
const NEVER_LONGER = 15000 // ms for which nothing can be pressed while no run begins
const QUIET = 800 // ms for which a lost line is not worth a word
const LOOK_AGAIN = [100, 500, 1500] // ms after a run at which its values may still be drawn over what was put back

const touched = new Map() // control's key -> { value, at }: what was typed or chosen and may not be saved
let host = null // { root, words, unsaved, setStateValue } as drawn last
let run = null // id of the run drawn last
let asked = 0
let away = false
let catching = null // { before, since, timer, focus, arrived } while the page is fetched again
let ended = 0 // when a run has ended last
let telling = null // timer of what is told
let isMending = false // from the line's return until nothing can be drawn over what was put back any more
let left = null // { input, at }: the field that lost the focus last, and where the caret was

export default function ({ data, parentElement, setStateValue }) {
  const model = JSON.parse(data.line)
  host = { root: parentElement, setStateValue, ...model }
  run = model.run
  if (!parentElement.querySelector(".told")) {
    const told = document.createElement("div")
    told.className = "told"
    told.setAttribute("role", "status")
    parentElement.append(told)
  }
  if (catching && run !== catching.before) catching.arrived = true
  look()
}

// ---- What is seen of Streamlit: above all two attributes it sets for tests of apps ------------------------------------

new MutationObserver(look).observe(document.body, {
  subtree: true,
  attributeFilter: ["data-test-connection-state", "data-test-script-state", "disabled"],
})
new MutationObserver(seeMessages).observe(document.body, { subtree: true, childList: true })
document.addEventListener("input", note, true)
document.addEventListener("change", note, true)
document.addEventListener("beforeinput", mendFirst, true)
document.addEventListener("focusout", ({ target }) => { left = placeIn(target) }, true)
setInterval(forget, 1000)

function scriptState() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
}

function look() {
  const app = document.querySelector('[data-testid="stApp"]')
  if (!app || !host) return
  if (app.dataset.testConnectionState !== "CONNECTED") {
    if (!away) tell("away", QUIET)
    away = true
    letWrite()
    return
  }
  if (away) {
    away = false
    catchUp()
  }
  if (app.dataset.testScriptState !== "notRunning") return
  ended = performance.now()
  if (catching?.arrived) finish()
}

// Streamlit locks every control while there is no connection. Fields can be written in all the same, and whoever is
// writing goes on, so that a moment without connection costs no letter.
function letWrite() {
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
  if (!["INPUT", "TEXTAREA"].includes(target.tagName)) return // also what happens inside of our components
  const key = keyOf(target)
  const value = key && valueOf(target, boxOf(key))
  if (key && value !== null) touched.set(key, { value, at: performance.now() })
}

// Whoever writes on while what they wrote has been drawn over, writes on behind it.
function mendFirst({ target }) {
  const key = isMending && isText(target) && keyOf(target)
  const told = key && touched.get(key)
  if (told && typeof told.value === "string" && target.value !== told.value) setValue(target, told.value)
}

function boxOf(key) {
  return document.querySelector(`.st-key-${CSS.escape(key)}`)
}

// What was typed is saved when a run has ended after it was sent. What is being typed, and what the server says that
// the database has not taken, may not be.
function forget() {
  if (away || isMending || !host) return
  const now = performance.now()
  for (const [key, { at }] of touched) {
    const isTyping = boxOf(key)?.contains(document.activeElement) && isText(document.activeElement)
    if (now - at > SETTLED && ended > at && !isTyping && !host.unsaved.includes(key)) touched.delete(key)
  }
}

// ---- The line is back -------------------------------------------------------------------------------------------------

function catchUp() {
  clearInterval(catching?.timer)
  catching = { before: run, since: performance.now(), arrived: false, focus: placeIn(document.activeElement), timer: setInterval(askAgain, AGAIN) }
  isMending = true
  hold()
  tell("back", QUIET)
  ask()
}

function ask() {
  asked += 1
  host.setStateValue("again", asked)
}

// Never while a run is under way. Where no run comes at all, nobody is locked in.
function askAgain() {
  if (away || scriptState() !== "notRunning" || catching.arrived) return
  ask()
  if (performance.now() - catching.since > NEVER_LONGER) release()
}

function finish() {
  const { focus, timer } = catching
  const kept = [...touched]
  for (const told of touched.values()) told.at = performance.now() // it is sent now
  clearInterval(timer)
  catching = null
  for (const wait of LOOK_AGAIN) {
    setTimeout(() => {
      for (const [key, told] of kept) if (touched.get(key)?.value === told.value) putBack(boxOf(key), told.value)
      if (wait === LOOK_AGAIN.at(-1) && !catching) isMending = false
      if (wait !== LOOK_AGAIN[0] || catching) return
      release()
      if (focus) goBackTo(focus)
      tell(null)
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
  // Saved when the field is left; whoever is in it still writes.
  if (input !== document.activeElement) setTimeout(() => input.dispatchEvent(new FocusEvent("focusout", { bubbles: true })))
}

// As if typed: React hears of a value only through the element's own setter.
function setValue(input, value) {
  const kind = input.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(input, value)
  input.dispatchEvent(new Event("input", { bubbles: true }))
}

// The matrix holds its taps itself until they are saved, so it need not wait, and nobody is sent out of a field.
function hold() {
  const writing = isText(document.activeElement) && document.activeElement
  for (const box of document.querySelectorAll('[data-testid="stElementContainer"]:not(.st-key-ratings)')) {
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

// ---- What is said -----------------------------------------------------------------------------------------------------

function tell(what, wait = 0) {
  clearTimeout(telling)
  const say = () => {
    const told = host.root.querySelector(".told")
    if (told) told.textContent = what ? host.words[what] : ""
  }
  if (wait) telling = setTimeout(say, wait)
  else say()
}

// What Streamlit says of itself, in English and for programmers, is said in our words.
function seeMessages() {
  const dialog = away && document.querySelector('[data-testid="stDialog"]')
  if (dialog && !dialog.querySelector('[data-testid="stVerticalBlock"]')) close(dialog)
}

// Whoever was writing when it opened is still writing.
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
