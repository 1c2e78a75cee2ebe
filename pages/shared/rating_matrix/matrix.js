// Draws one page of statements and sends taps until the server has acknowledged them.
// The browser's own radios hold and paint every choice; this file only labels, counts and sends.

// ---- Unacknowledged taps. Module level: they survive a remount and end with the page load. --------------------------

const BEAT = 1000 // ms between two checks of unacknowledged taps
const PATIENCE = 6000 // ms without a receipt after which "saving" becomes "failed"
const FIRST_RETRY = 3000
const LAST_RETRY = 10000

const tab = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join("")
let assessment = null
let seq = 0
let attempt = 0
let pending = [] // [seq, name, value], in the order tapped
let state = "saved"
let waitingSince = 0
let lastSent = 0
let retries = 0
let heart = null
let mounted = null // { view, setStateValue } of the matrix on screen

function tap(name, value) {
  if (!pending.length) waitingSince = performance.now()
  pending.push([++seq, name, value])
  if (state === "saved") state = "saving"
  heart ??= setInterval(beat, BEAT)
}

function send() {
  if (!mounted || !pending.length) return
  lastSent = performance.now()
  attempt += 1
  mounted.setStateValue("taps", JSON.stringify({ assessment, tab, attempt, taps: pending }))
}

function beat() {
  const now = performance.now()
  if (now - waitingSince >= PATIENCE) state = "failed"
  if (now - lastSent >= Math.min(FIRST_RETRY * 2 ** retries, LAST_RETRY)) {
    retries += 1
    send()
    // A restarted server knows this page only after a whole run, which Streamlit starts when the address changes. That
    // would end a run waiting for a busy database, whose failure would then never be shown.
    if (retries > 1 && !isRunning()) dispatchEvent(new PopStateEvent("popstate"))
  }
  if (mounted) showState(mounted.view)
}

function isRunning() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running"
}

function takeReceipt(receipt) {
  const left = receipt.tab === tab ? pending.filter(([number]) => number > receipt.seq) : pending
  if (left.length < pending.length) {
    waitingSince = performance.now()
    retries = 0
    state = "saving"
  }
  pending = left
  if (!pending.length) settle()
  else if (receipt.failed) state = "failed"
  else retries = 0 // the server answers, so the next try need not wait long
}

function settle() {
  state = "saved"
  retries = 0
  clearInterval(heart)
  heart = null
}

// Closing the tab now would lose taps. Registered only then: a permanent listener disables the browser's back/forward cache.
function askBeforeLeaving(event) {
  event.preventDefault()
}

// ---- The page ------------------------------------------------------------------------------------------------------

const views = new WeakMap() // shadow root -> view
let shownRows = null // ids of the rows drawn last, whichever mount drew them

export default function render({ data, parentElement, setStateValue }) {
  const model = JSON.parse(data.matrix)
  if (model.assessment !== assessment) {
    assessment = model.assessment
    pending = []
    settle()
  }
  const { chosen, progress, receipt, seek, ...structure } = model
  const signature = JSON.stringify(structure)
  const old = views.get(parentElement)
  const view = old?.signature === signature ? old : build(model, signature)
  view.progress = progress
  mounted = { view, setStateValue }
  takeReceipt(receipt)
  showChosen(view, chosen)
  showProgress(view)
  showState(view)
  if (view !== old) place(parentElement, view, old)
  if (seek) goTo(view, seek)
  // The elements stay: Streamlit cleans up and draws again in the same place, and the focus must survive that.
  return () => {
    view.container?.style.removeProperty("opacity")
    if (mounted?.view === view) mounted = null
  }
}

// The view is complete before it enters the page, so the browser lays it out once and animates nothing.
function place(parent, view, old) {
  const focused = old && parent.activeElement
  const header = document.querySelector('[data-testid="stHeader"]')
  view.root.style.setProperty("--app-header", `${header?.offsetHeight ?? 0}px`)
  // Streamlit fades what it is about to redraw. A slow save would grey out the page under the finger.
  view.container = parent.host?.closest('[data-testid="stElementContainer"]')
  view.container?.style.setProperty("opacity", "1", "important")
  if (old) old.root.replaceWith(view.root)
  else parent.append(view.root)
  views.set(parent, view)

  const rows = view.model.rows.map(row => row.id).join()
  if (focused?.name && view.scales.has(focused.name)) {
    view.scales.get(focused.name).inputs.get(focused.value)?.focus({ preventScroll: true })
  } else if (shownRows !== null && shownRows !== rows) {
    // "Next" was pressed at the bottom of the previous page: begin at the top, for eye and keyboard.
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0)
    view.root.querySelector(".card")?.focus({ preventScroll: true })
  }
  shownRows = rows
}

// To the first open statement, when the visitor has asked for it.
function goTo(view, name) {
  const first = view.scales.get(name)?.inputs.values().next().value
  first?.focus({ preventScroll: true })
  first?.closest(".card").scrollIntoView({ block: "center" })
}

function build(model, signature) {
  const root = element("div", "matrix")
  const view = { root, model, signature, scales: new Map(), values: new Map() }
  root.append(element("div", "shield"), head(view), ...model.rows.map((row, index) => card(view, row, index)))
  root.onchange = event => choose(view, event.target)
  root.onclick = event => chooseAgain(view, event.target)
  root.onkeydown = event => pressKey(view, event)
  root.onkeyup = root.onkeypress = event => event.stopPropagation()
  return view
}

function head(view) {
  const { columns, words } = view.model
  view.count = element("span", "count")
  view.state = element("span", "state")
  view.state.setAttribute("role", "status")
  view.fill = element("div", "fill")
  view.bar = element("div", "bar", view.fill)
  view.bar.setAttribute("role", "progressbar")
  view.bar.setAttribute("aria-label", words.progress)
  const heads = columns.map(column => {
    const behaviour = textElement(column.behaviour, "span", "behaviour")
    behaviour.title = column.behaviour
    const cell = element("div", "column", lead(column), behaviour)
    cell.dataset.column = column.id
    return cell
  })
  return element("div", "head", view.bar, element("div", "line", view.count, view.state), element("div", "columns", ...heads))
}

function lead(column) {
  const shape = element("span", "shape")
  shape.setAttribute("aria-hidden", "true")
  return element("span", "lead", shape, textElement(column.short, "span"))
}

function card(view, row, index) {
  const statement = textElement(row.text, "p", "statement")
  statement.id = `statement-${index}`
  const box = element("div", "card", statement)
  box.setAttribute("role", "group")
  box.setAttribute("aria-labelledby", statement.id)
  box.tabIndex = -1
  if (row.help) box.append(textElement(row.help, "p", "help"))
  row.scales.forEach(([name, columnId], place) => box.append(scale(view, row, name, columnId, place === 0)))
  return box
}

function scale(view, row, name, columnId, first) {
  const { points, special, columns } = view.model
  const column = columns.find(({ id }) => id === columnId)
  const inputs = new Map()
  const spoken = choice => [row.text, column?.short, choice].filter(Boolean).join(" · ")
  const choice = (value, seen, heard, look) => {
    const input = element("input")
    Object.assign(input, { type: "radio", name, value })
    input.setAttribute("aria-label", spoken(heard))
    inputs.set(value, input)
    return element("label", look, input, textElement(seen, "span"))
  }
  const cells = points.map(({ value, label }) => choice(value, value, `${value} · ${label}`, "cell"))
  const quiet = special.map(({ code, label, short }) =>
    choice(code, short, short === label ? label : `${short} · ${label}`, "quiet"))
  const group = element("div", column ? "scale" : "scale single")
  group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-label", column?.short ?? row.text)
  group.dataset.column = columnId ?? ""
  if (column) group.append(lead(column))
  if (first) {
    const ends = element("div", "ends", textElement(points[0].label, "span"), textElement(points.at(-1).label, "span"))
    ends.setAttribute("aria-hidden", "true") // spoken with each radio
    group.append(ends)
  }
  const label = element("span", "chosen")
  label.setAttribute("aria-hidden", "true")
  group.append(element("div", "cells", ...cells), label)
  if (quiet.length) group.append(element("div", "quiets", ...quiet))
  view.scales.set(name, { inputs, label })
  return group
}

// ---- What a person does --------------------------------------------------------------------------------------------

function choose(view, { name, value }) {
  tap(name, value)
  showValue(view, name, value)
  showProgress(view)
  showState(view)
  setTimeout(send) // paint the choice first, then send it
}

// Another tab may have changed what is shown here, so tapping it again counts; the second click of a double click does not.
function chooseAgain(view, { name, value }) {
  const isPending = pending.some(([, tapped, on]) => tapped === name && on === value)
  if (value && view.values.get(name) === value && !isPending) choose(view, { name, value })
}

function pressKey(view, event) {
  event.stopPropagation() // Streamlit reruns on "r" and clears caches on "c"
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const scale = view.scales.get(event.target.name)
  const input = scale && view.model.points.some(({ value }) => value === event.key) && scale.inputs.get(event.key)
  if (!input) return
  event.preventDefault()
  input.focus()
  input.click() // as if tapped
}

// ---- What is shown -------------------------------------------------------------------------------------------------

function showChosen(view, chosen) {
  const tapped = new Map(pending.map(([, name, value]) => [name, value]))
  for (const [name, { inputs }] of view.scales) {
    const value = tapped.get(name) ?? chosen[name]
    if (value === view.values.get(name)) continue
    for (const [each, input] of inputs) input.checked = each === value
    showValue(view, name, value)
  }
}

function showValue(view, name, value) {
  const { points, special } = view.model
  const words = points.find(point => point.value === value) ?? special.find(({ code }) => code === value)
  if (words) view.values.set(name, value)
  else view.values.delete(name)
  view.scales.get(name).label.textContent = words?.label ?? ""
}

function showProgress(view) {
  const { rows, columns, words } = view.model
  const { done_elsewhere: elsewhere, total } = view.progress
  const counted = columns.length ? rows.flatMap(row => row.scales) : [] // only choices for the two behaviours count
  const done = elsewhere + counted.filter(([name]) => view.values.has(name)).length
  const text = words.answered_of.replace("{done}", done).replace("{total}", total)
  if (view.count.textContent === text) return
  view.count.textContent = text
  view.fill.style.transform = `scaleX(${total ? done / total : 0})`
  view.bar.setAttribute("aria-valuemax", total)
  view.bar.setAttribute("aria-valuenow", done)
  view.bar.setAttribute("aria-valuetext", text)
}

function showState(view) {
  const before = view.state.dataset.saveState
  if (before === state) return
  // Read aloud only on failure and recovery, not twice for every tap.
  view.state.setAttribute("aria-live", state === "failed" || before === "failed" ? "polite" : "off")
  view.state.dataset.saveState = state
  view.state.textContent = view.model.words[state]
  if (state === "failed") addEventListener("beforeunload", askBeforeLeaving)
  else removeEventListener("beforeunload", askBeforeLeaving)
}

// ---- Making elements: text is only ever set as text, never as HTML -------------------------------------------------

function element(tag, look, ...children) {
  const made = document.createElement(tag)
  if (look) made.className = look
  made.append(...children)
  return made
}

function textElement(text, tag, look) {
  const made = element(tag, look)
  made.textContent = text
  made.dir = "auto"
  return made
}
