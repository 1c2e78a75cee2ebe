let arrived = null // the arrival acted on last: its number

let skipWords = "" // of the link past the bar, which Streamlit has in English alone
let ours = {} // Streamlit's own labels, which are in English alone -> ours
let isTranslating = false

const dark = matchMedia("(prefers-color-scheme: dark)")
const THEMED = 100 // ms after which Streamlit knows that the device has another theme

const PAUSE = 500 // ms without a letter after which a sentence of the plan is sent
let pause = null

new MutationObserver(() => {
  if (!isTranslating) requestAnimationFrame(translate)
  isTranslating = true
}).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label"] })

export default function ({ data, setTriggerValue }) {
  // A chart has the colours of the theme it is drawn in, so in another the page is drawn again.
  const drawAgain = () => {
    if (!document.querySelector('[data-testid="stVegaLiteChart"]')) return
    setTimeout(() => setTriggerValue("theme", dark.matches ? "dark" : "light"), THEMED)
  }
  openAtTop(data.page)
  loadTranslatedAnew(`${data.page} ${data.language}`)
  arrive(data.arrival)
  document.documentElement.lang = data.language
  skipWords = data.skip
  ours = JSON.parse(data.words)
  translate()
  dark.addEventListener("change", drawAgain)
  addEventListener("beforeprint", noteGround)
  addEventListener("beforeprint", unfold)
  addEventListener("afterprint", fold)
  addEventListener("keydown", scrollByKey)
  addEventListener("keydown", addByKey)
  addEventListener("input", sendAtPause)
  addEventListener("keydown", sendByKey)
  return () => {
    dark.removeEventListener("change", drawAgain)
    removeEventListener("keydown", sendByKey)
    removeEventListener("input", sendAtPause)
    removeEventListener("keydown", addByKey)
    removeEventListener("keydown", scrollByKey)
    removeEventListener("beforeprint", noteGround)
    removeEventListener("beforeprint", unfold)
    removeEventListener("afterprint", fold)
  }
}

// Dates, the calendar below them, and the button on a text to copy have labels that nothing sets but Streamlit. The
// pictures in texts are named in English too; what they mean stands beside them.
const LABELLED = '[data-testid^="stDateInput"], [data-testid^="stDateInput"] *, [data-testid="stBaseButton-elementToolbar"]'

// As Chromium, Firefox and WebKit say it.
const NOT_FETCHED = /dynamically imported module|Importing a module script failed/

function translate() {
  isTranslating = false
  const skip = document.querySelector('[data-testid="stSkipToContent"]')
  if (skip && skipWords && skip.textContent !== skipWords) skip.textContent = skipWords
  for (const part of document.querySelectorAll(LABELLED)) {
    const label = part.getAttribute("aria-label")
    if (!label) continue
    if (label !== part.dataset.ours) part.dataset.streamlits = label
    const [first, ...rest] = part.dataset.streamlits.split(", ")
    const shown = first in ours ? [ours[first], ...rest].join(", ") : part.dataset.streamlits
    part.dataset.ours = shown
    if (label !== shown) part.setAttribute("aria-label", shown)
  }
  for (const part of document.querySelectorAll('[data-testid="stDateInputField"] [role="spinbutton"]')) {
    const [empty, text] = [part.getAttribute("aria-valuetext"), part.dataset.placeholder && part.firstChild]
    if (empty in ours && ours[empty] !== empty) part.setAttribute("aria-valuetext", ours[empty])
    if (text?.data in ours && ours[text.data] !== text.data) text.data = ours[text.data]
  }
  for (const heading of document.querySelectorAll('[data-testid="stDateInputCalendar"] h2')) {
    const [first, ...rest] = heading.textContent.split(", ")
    if (first in ours && ours[first] !== first) heading.firstChild.data = [ours[first], ...rest].join(", ")
  }
  for (const hint of document.querySelectorAll('[data-testid="stDateInputCalendar"] > span'))
    if (hint.textContent in ours && ours[hint.textContent] !== hint.textContent) hint.firstChild.data = ours[hint.textContent]
  // A part of Streamlit that the browser could not fetch, because the line was away; React keeps what it has drawn.
  const notFetched = ours["Failed to fetch dynamically imported module"]
  for (const fault of notFetched ? document.querySelectorAll('[data-testid="stAlertContentError"]') : [])
    if (fault.dataset.ours !== notFetched && NOT_FETCHED.test(fault.textContent)) fault.dataset.ours = notFetched
  for (const picture of document.querySelectorAll('[role="img"][aria-label$=" icon"]')) picture.ariaHidden = "true"
}

// Streamlit leaves a new page scrolled as far down as the one before it was.
function openAtTop(page) {
  const before = document.documentElement.dataset.shown
  if (before && !before.startsWith(`${page} `)) document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
}

// A browser's translator puts its own elements in the place of texts, and React then changes texts that nobody sees any
// more. What is stored is in the address, so another page or language of a translated page comes from the server.
function loadTranslatedAnew(shown) {
  const before = document.documentElement.dataset.shown
  document.documentElement.dataset.shown = shown
  if (before && before !== shown && document.querySelector("font > font")) setTimeout(() => location.reload())
}

// A press has led to another part of the page: show it from its top, with the focus on it. Charts above it may still
// grow, so it is looked after for a moment, unless the visitor goes on by then.
function arrive(arrival) {
  const [number, block, ...named] = arrival.split(" ")
  const key = named.join(" ").trim().replace(/[^\w-]/g, "-") // as Streamlit makes a class of it
  const isNew = arrived !== number
  arrived = number
  if (!isNew || !key) return
  const goesOn = new AbortController()
  const from = document.activeElement
  for (const what of ["pointerdown", "wheel", "touchmove", "keydown"])
    addEventListener(what, () => goesOn.abort(), { signal: goesOn.signal, passive: true, capture: true })
  const show = () => {
    const part = document.querySelector(`.st-key-${CSS.escape(key)}`)
    if (!part || goesOn.signal.aborted) return
    // Of a single field, what is written in: its ring shows also after a click, and one goes on writing at once.
    const isSingle = part.matches('[data-testid="stElementContainer"]')
    const field = isSingle && part.querySelector("textarea, input:not([type=radio], [type=checkbox], [type=file])")
    if (!field) part.tabIndex = -1
    const here = document.activeElement ?? document.body
    const isThere = part.contains(here)
    // Screen readers and other aids move the focus without a key: what they have moved it to must get the next press.
    if (!isThere && here !== from && here !== document.body) return goesOn.abort()
    if (!isThere) (field || part).focus({ preventScroll: true })
    part.scrollIntoView({ block })
  }
  document.addEventListener("drawn", () => {
    for (const wait of [50, 400, 1000, 2000]) setTimeout(show, wait)
    setTimeout(() => goesOn.abort(), 2100)
  }, { once: true, signal: goesOn.signal })
}

// Streamlit's theme is in its classes alone; print styles need to know from which one they print.
function noteGround() {
  const app = document.querySelector('[data-testid="stApp"]')
  const parts = app ? getComputedStyle(app).backgroundColor.match(/[\d.]+/g).slice(0, 3) : [255]
  const isDark = Math.max(...parts.map(Number)) < 128
  document.documentElement.dataset.printedFrom = isDark ? "dark" : "light"
}

// The page scrolls inside Streamlit's main part, which keys do not reach until something in it has the focus. Moving the
// focus there would skip the link to the content, so the keys are passed on instead.
function scrollByKey(event) {
  const isNowhere = event.target === document.body || event.target === document.documentElement
  if (!isNowhere || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
  const main = document.querySelector('[data-testid="stMain"]')
  const page = main ? main.clientHeight * 0.875 : 0
  const steps = {
    ArrowDown: 40, ArrowUp: -40, PageDown: page, PageUp: -page, " ": event.shiftKey ? -page : page,
    End: main?.scrollHeight, Home: -main?.scrollHeight,
  }
  if (!main || !(event.key in steps)) return
  event.preventDefault()
  main.scrollBy(0, steps[event.key])
}

// Enter in a field with a button beside it does what the button does, once the field has sent its text.
function addByKey(event) {
  if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return
  const key = event.target.closest('[class*="st-key-own_"]')?.className.match(/st-key-(own_\w+)/)?.[1]
  const button = key && document.querySelector(`.st-key-add_${CSS.escape(key)} button`)
  if (button && event.target.value.trim()) setTimeout(() => button.click())
}

// Sentences of the plan stand in fields that grow with them. Streamlit sends those only when they are left, and begins a
// new line at Enter; the fields of one line beside them are sent at a pause, and at Enter.
function sendAtPause({ target }) {
  if (!isSentence(target)) return
  clearTimeout(pause)
  pause = setTimeout(send, PAUSE, target)
}

function sendByKey(event) {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !isSentence(event.target)) return
  event.preventDefault()
  send(event.target)
}

function send(field) {
  clearTimeout(pause)
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }))
}

function isSentence(target) {
  return target.matches?.(':is(.st-key-plan_lines, [class*="st-key-happened_"]) textarea')
}

function unfold() {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true
    fold.dataset.unfolded = ""
  }
}

function fold() {
  for (const fold of document.querySelectorAll("details[data-unfolded]")) {
    fold.open = false
    delete fold.dataset.unfolded
  }
}
