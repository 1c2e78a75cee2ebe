
// ---- Files ------------------------------------------------------------------------------------------------------------
// A file holds what is stored. So a link to one that is pressed right after something was typed or chosen is followed
// only once the server has it.

const BEGINS_WITHIN = 4000 // ms after a choice at which its run must have begun, on a slow line too
const UNSENT_WITHIN = 1500 // ms without any run after which a text that is as the server has it is waited for no longer
const NOT_SENT = 10000 // ms without any run after which a text is waited for no longer: it was never sent
const LOOKS_EVERY = 100

const stored = new Map() // text field's key -> its text as the server has it
const unheard = new Map() // text field's key -> its text, which the server has not reported yet
let chosen = null // { at, whole }: when something else was last chosen or pressed, and the whole run of then
let waiting = null // { link, since, timer }: the link that was pressed

document.addEventListener("focusin", noteStored, true)
document.addEventListener("input", noteTyped, true)
document.addEventListener("change", noteChosen, true)
document.addEventListener("click", noteChosen, true)
document.addEventListener("focusout", noteChosen, true)
document.addEventListener("click", holdLink, true)

function noteStored({ target }) {
  const key = isText(target) && keyOf(target)
  if (key && !unheard.has(key)) stored.set(key, target.value)
}

function noteTyped({ target }) {
  const key = isText(target) && keyOf(target)
  if (key && (unheard.has(key) || target.value !== stored.get(key))) unheard.set(key, target.value)
}

// Texts are known by what the server reports; of all else only that it begins a run.
function noteChosen({ target, type }) {
  if (!(target instanceof Element) || isText(target) || target.closest("a, summary")) return
  const isControl = target.closest('button, label, input, [role="gridcell"], [role="option"], [role="spinbutton"]')
  if (isControl && (type !== "focusout" || target.closest('[role="spinbutton"]'))) chosen = { at: performance.now(), whole }
}

function hear(heard) {
  for (const [key, value] of Object.entries(heard)) {
    if (host.unsaved.includes(key)) continue
    stored.set(key, value)
    if (unheard.get(key) === value) unheard.delete(key)
  }
}

function isUnsaved() {
  const now = performance.now()
  const isIdle = !away && scriptState() === "notRunning"
  const quiet = isIdle ? now - Math.max(ended, waiting?.since ?? now) : 0
  for (const [key, value] of unheard) {
    if (!boxOf(key) || quiet > (value === stored.get(key) ? UNSENT_WITHIN : NOT_SENT)) unheard.delete(key)
  }
  if (chosen && (chosen.whole !== whole || now - chosen.at > BEGINS_WITHIN) && isIdle) chosen = null
  return unheard.size > 0 || chosen !== null
}

function holdLink(event) {
  const link = event.target instanceof Element && event.target.closest('a[href*="/files/"]')
  if (!link || (!waiting && !isUnsaved())) return
  event.preventDefault()
  event.stopImmediatePropagation()
  if (isText(document.activeElement)) document.activeElement.blur() // which sends its text
  clearInterval(waiting?.timer)
  waiting = { link, since: performance.now(), timer: setInterval(followLink, LOOKS_EVERY) }
  showMessage("saving", QUIET)
}

// A press counts as one for a few seconds only; after them a new tab would be blocked.
function followLink() {
  if (isUnsaved()) return
  const { link, timer } = waiting
  const key = keyOf(link)
  const newest = (key && boxOf(key)?.querySelector("a")) || link // the run may have drawn it anew
  clearInterval(timer)
  waiting = null
  showMessage(null)
  if (navigator.userActivation?.isActive ?? true) {
    newest.click()
    return
  }
  const here = document.createElement("a")
  here.href = newest.href
  here.download = ""
  here.click()
}
