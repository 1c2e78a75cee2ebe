import { questionnaire } from "./questionnaire.js"
import { waitingTaps } from "./waiting_taps.js"

// Shows the questionnaire in a page of Streamlit: sends taps until the server has acknowledged them, and keeps the open
// page in the address. Module level: it survives a remount and ends with the page load.

const BEAT = 1000 // ms between two checks of what is not acknowledged
const PATIENCE = 6000 // ms without a receipt after which "saving" becomes "failed"
const PAUSE = 500 // ms for which letters are gathered before they are sent
const FIRST_RETRY = 3000
const LAST_RETRY = 10000

const tab = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("")
let form = null
let signature = null // of the form
let answers = null // what the server has said last: { assessment, chosen, receipt }
let send = null // sends a message to the server
let parent = null // the shadow root of the questionnaire, null while none is on the page
let view = null
let drawn = null // the signature of the form that `view` draws
let isNew = true // whether the page of questions is to be found in the address
let goesOn = false // whether the page was opened because something on it is open, or is asked for
let path = null // of the page of questions
let own = null // the address of these questions but for the open page; null once Streamlit is about to draw something else

let taps = null
let number = 0
let attempt = 0
let finishing = 0 // the attempt that asked for the result, or to begin anew; 0 when none is under way
let leftBehind = null // the behaviours that the answers so far stay about, when it asked to begin anew
let state = "saved"
let waitingSince = 0
let lastSent = 0
let retries = 0
let heart = null
let typing = null

export default function ({ data, parentElement }) {
  parent = parentElement
  signature = data.form
  form = JSON.parse(signature)
  draw()
  return () => {
    if (parent !== parentElement) return
    parent = null
    isNew = true
    finished()
  }
}

// What receipts.js hands over.
addEventListener("drivkraft:receipts", ({ detail }) => hear(detail))
hear(globalThis.drivkraftReceipts)

function hear(said) {
  send = said?.send ?? null
  if (said?.model) {
    answers = said.model
    if (taps) takeReceipt(answers.receipt)
  }
  draw()
}

function draw() {
  if (!parent || !form || answers?.assessment !== form.assessment) return
  if (taps?.assessment !== form.assessment) begin()
  const isBuilt = drawn !== signature
  if (isBuilt) build()
  view.show(choices())
  say()
  if (isNew && !isBuilt) openPage(pageInAddress())
  if (isNew || isBuilt) own = withoutPage()
  place()
}

function begin() {
  taps = waitingTaps(form.assessment, tab, () => (number += 1))
  settle()
  if (taps.size) {
    wait()
    waitingSince = performance.now()
    setTimeout(transmit)
  }
  drawn = null
  isNew = isNew || view !== null
}

function build() {
  const old = view
  view = questionnaire(form, { choose, turn, leave, finish, beginAnew }, isNew ? null : old?.kept)
  const focused = old?.place
  view.show(choices())
  openPage(isNew ? pageInAddress() : old?.page)
  if (old?.root.isConnected) old.root.replaceWith(view.root)
  if (focused && !isNew) view.focus(focused)
  drawn = signature
}

function openPage(id) {
  goesOn = !id || (isNew && form.seeks)
  if (id) view.open(id)
  else view.goOn()
}

function place() {
  if (view.root.getRootNode() !== parent) parent.append(view.root)
  // Streamlit fades what it is about to redraw. A slow run would grey out the page under the finger.
  parent.host.closest('[data-testid="stElementContainer"]')?.style.setProperty("opacity", "1", "important")
  if (isNew) path = location.pathname
  isNew = false
  keepAddress("replaceState", view.page)
  if (goesOn) showOpen()
  goesOn = false
}

// While the page before this one is taken away, this one moves: it is shown again a little later, unless the person has
// begun.
function showOpen() {
  const begins = new AbortController()
  const { signal } = begins
  for (const what of ["pointerdown", "wheel", "touchmove", "keydown"])
    addEventListener(what, () => begins.abort(), { signal, passive: true, capture: true })
  view.showOpen()
  for (const wait of [100, 500])
    setTimeout(() => { if (!signal.aborted && parent) view.showOpen() }, wait)
  setTimeout(() => begins.abort(), 600)
}

function choices() {
  return new Map([...Object.entries(answers.chosen), ...taps.latest()])
}

function say() {
  view.say(state, finishing > 0)
}

// ---- What a person does ----------------------------------------------------------------------------------------------

function choose(name, value, { isAgain, isTyping }) {
  if (isAgain && taps.isWaiting(name, value)) return // the second click of a double click
  if (!taps.size) waitingSince = performance.now()
  const isKept = taps.add(name, value)
  if (state === "saved") state = "saving"
  if (!isKept) addEventListener("beforeunload", askBeforeLeaving)
  wait()
  say()
  if (isTyping) typing ??= setTimeout(transmit, PAUSE) // so many letters go together
  else setTimeout(transmit) // paint the choice first, then send it
}

function beginAnew(before) {
  leftBehind = before
  finish()
}

function finish() {
  finishing = attempt + 1
  if (!taps.size) waitingSince = performance.now()
  wait()
  say()
  setTimeout(transmit)
}

// Closing the tab now would lose taps. Registered only then: a permanent listener disables the browser's back/forward cache.
function askBeforeLeaving(event) {
  event.preventDefault()
}

// ---- Sending until it is acknowledged ----------------------------------------------------------------------------------

function wait() {
  heart ??= setInterval(beat, BEAT)
  if (taps.size && state === "saved") state = "saving"
}

function transmit() {
  clearTimeout(typing)
  typing = null
  if (!parent || !send || !(taps.size || finishing)) return
  lastSent = performance.now()
  attempt += 1
  const asks = leftBehind ? { finish: false, anew: [leftBehind.current, leftBehind.new] } : { finish: finishing > 0, anew: null }
  send(JSON.stringify({ assessment: taps.assessment, attempt, ...asks, tabs: taps.byTab() }))
}

function beat() {
  const now = performance.now()
  if (taps.size && now - waitingSince >= PATIENCE) state = "failed"
  if (now - lastSent >= Math.min(FIRST_RETRY * 2 ** retries, LAST_RETRY)) {
    retries += 1
    transmit()
    // A restarted server knows this page only after a whole run, which Streamlit starts when the address changes. That
    // would end a run waiting for a busy database, whose failure would then never be shown.
    if (parent && retries > 1 && !isRunning()) dispatchEvent(new PopStateEvent("popstate"))
  }
  if (parent && drawn) say()
}

function isRunning() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running"
}

function takeReceipt({ saved, failed, attempt: answered }) {
  if (taps.acknowledge(saved)) {
    waitingSince = performance.now()
    retries = 0
    state = "saving"
  }
  if (finishing && answered >= finishing) finished() // we are still here, so it could not be done
  if (!taps.size && !finishing) settle()
  else if (!taps.size) state = "saved"
  else if (failed) state = "failed"
  else retries = 0 // the server answers, so the next try need not wait long
}

function finished() {
  finishing = 0
  leftBehind = null
}

function settle() {
  state = "saved"
  retries = 0
  finished()
  clearInterval(heart)
  heart = null
  removeEventListener("beforeunload", askBeforeLeaving)
}

// ---- The address -------------------------------------------------------------------------------------------------------

function turn(id) {
  keepAddress("pushState", id)
}

// Streamlit runs the page when the address changes; the page before the first one is the server's.
function leave(id) {
  own = null
  transmit()
  keepAddress("pushState", id)
  dispatchEvent(new PopStateEvent("popstate"))
}

function keepAddress(how, id) {
  const address = new URL(location.href)
  if (address.pathname !== path) return // another page is coming
  if (address.searchParams.get("at") !== id) {
    address.searchParams.set("at", id)
    history[how]({}, "", address)
  }
}

function pageInAddress() {
  const at = new URL(location.href).searchParams.get("at")
  return form.pages.find(({ id }) => id === at)?.id
}

function withoutPage() {
  const address = new URL(location.href)
  address.searchParams.delete("at")
  return address.href
}

// The browser's back and forward from one of these pages to another, told by first_words.js before Streamlit hears of it:
// the page is there at once, and Streamlit need not run it. A run that is still on its way when the questions have been
// left, by going back once more, would add its own address there, and no way forward would be left.
addEventListener("drivkraft:popstate", event => {
  if (!parent || !drawn) return
  const at = location.pathname === path && pageInAddress()
  if (at && view.page !== at) view.open(at)
  if (at && own === withoutPage()) event.preventDefault()
  else own = null
})
