import { describing } from "./behaviour.js"
import { button, element, lead, textElement } from "./elements.js"
import { rating } from "./rating.js"
import { secondClicks } from "./second_click.js"

// Draws a questionnaire, turns its pages, and reports what a person does. It knows no server: whoever shows it gives it
// the form and the choices, and is told of each choice, each turned page and the end.
// The browser's own radios and checkboxes hold and paint every choice; this file only labels and counts.

// `form` is what questionnaire/__init__.py describes. `on` has the callbacks:
//   choose(name, value, how)  a choice; value "" takes it back; how.isAgain when it was shown as chosen already, and
//                             how.isTyping when more of the same text may follow
//   turn(id)                  another page is shown
//   leave(id)                 the person goes back from the first page to what is before it, which is not drawn here
//   finish()                  the person wants to see the result
//   beginAnew(before)         the person wants to answer anew, about other behaviours; the answers so far stay, about those before
// Whoever shows it calls show(choices), values by name, and say(state, isFinishing): saved, saving or failed, and whether
// the result is on its way. `kept` is what an earlier drawing of the same answers has kept.
export function questionnaire(form, on, kept) {
  const view = { form, on, values: new Map(), scales: new Map(), picks: new Map(), page: form.pages[0] }
  view.isClosing = false // whether the person is on the way through the open ratings, from the last page or a result without them
  view.state = "saved"
  view.isFinishing = false
  view.choices = []
  view.isNone = false // whether none of a few was chosen here, which is not stored
  view.kept = kept
  view.drawn = new Map() // the cards and ratings of each page of ratings that is drawn
  view.noticed = null // the page that was opened first; the notices stand there and nowhere else
  view.body = element("div", "body")
  view.root = element("div", "questionnaire", head(view), view.body)
  view.root.onchange = ({ target }) => change(view, target)
  view.root.oninput = ({ target }) => type(view, target)
  view.root.onclick = ({ target }) => chooseAgain(view, target)
  view.root.onkeydown = event => pressKey(view, event)
  view.root.onkeyup = view.root.onkeypress = event => event.stopPropagation()
  view.clicks = secondClicks(view.root)
  return {
    root: view.root,
    get page() { return view.page.id },
    open: id => open(view, id),
    goOn: () => open(view, firstOpen(view).id),
    showOpen: () => showOpen(view),
    show: choices => show(view, choices),
    say: (state, isFinishing) => say(view, state, isFinishing),
    focus: place => focus(view, place),
    get place() { return placeIn(view) },
    get kept() { return view.describing?.kept ?? view.kept },
  }
}

// ---- The head: stays below whatever the page has at its top ----------------------------------------------------------

function head(view) {
  view.title = element("h1")
  view.title.tabIndex = -1
  view.count = element("span", "count")
  view.said = element("span", "state")
  view.said.setAttribute("role", "status")
  view.fill = element("div", "fill")
  view.bar = element("div", "bar", view.fill)
  view.bar.setAttribute("role", "progressbar")
  view.bar.setAttribute("aria-label", view.form.words.progress)
  view.columns = element("div", "columns")
  view.isWhole = false // whether the two behaviours are shown in full, however long
  view.whole = button("", "whole_behaviours", () => showWhole(view, !view.isWhole), "link")
  const line = element("div", "line", view.title, element("span", "sofar", view.count, saying(view)))
  const found = element("div", "head", line, view.bar, view.columns, view.whole)
  view.measure = () => {
    showWhole(view, view.isWhole)
    view.root.style.setProperty("--head", `${found.offsetHeight}px`)
  }
  new ResizeObserver(view.measure).observe(found)
  return found
}

// The state of saving, with room for its usual words from the start: nothing below moves when they come.
function saying(view) {
  const { saved, saving } = view.form.words
  const found = element("span", "saying", view.said)
  Object.assign(found.dataset, { saved, saving })
  return found
}

// The head has two lines for each behaviour. Where one is longer, a button shows both in full.
function showWhole(view, isWhole) {
  const { columns, whole, form: { words } } = view
  view.isWhole = isWhole
  columns.classList.toggle("whole", isWhole)
  const isCut = [...columns.querySelectorAll(".column, .behaviour")].some(box => box.scrollHeight > box.clientHeight + 1)
  whole.hidden = !isWhole && !isCut
  whole.textContent = isWhole ? words.shorter : words.whole
  whole.setAttribute("aria-expanded", isWhole)
}

function columnHead(view, column) {
  const text = behaviourIn(view, column.id) || column.behaviour
  const cell = element("div", "column", element("div", "", lead(column.short, column.id), " ", textElement(text, "span", "behaviour")))
  cell.dataset.column = column.id
  return cell
}

// A behaviour as it is chosen on the first page.
function behaviourIn(view, id) {
  const example = view.form.pages[0].description?.examples.find(each => each.id === view.values.get("behaviour"))
  return example ? example[id] : view.values.get(`behaviour_${id}`)
}

// ---- A page ----------------------------------------------------------------------------------------------------------

function open(view, id) {
  view.page = view.form.pages.find(page => page.id === id) ?? view.form.pages[0]
  view.isClosing ||= Boolean(view.form.finished) && gaps(view).length > 0
  draw(view)
}

// A page is complete before it enters the document, so the browser lays it out once and animates nothing.
function draw(view) {
  const { form, page } = view
  view.scales = new Map()
  view.picks.clear()
  view.kept = view.describing?.kept ?? view.kept
  view.describing = page.description ? description(view, page) : null
  view.root.classList.toggle("describes", Boolean(view.describing))
  const cards = view.describing ? view.describing.nodes : asked(view, page)
  // First what had the focus: when that leaves, the browser lays out what has been changed so far.
  view.body.replaceChildren(...explanation(view), ...cards, turning(view))
  view.title.textContent = view.describing?.title ?? page.title
  view.title.dir = "auto"
  view.columns.replaceChildren(...(page.heads ? form.columns.map(column => columnHead(view, column)) : []))
  showValues(view)
  markOpen(view)
  showProgress(view)
  showState(view)
}

function description(view, page) {
  const tools = {
    scale: (row, name) => scale(view, page, view.scales, row, name, null, true),
    value: name => view.values.get(name),
    choose: (name, value) => choose(view, name, value),
    isAnswered: () => view.form.pages.some(each => names(each).some(name => view.values.has(name))),
    isSought: Boolean(view.form.seeks),
  }
  return describing(page, view.form.columns, tools, view.kept)
}

function explanation(view) {
  const { form: { words, notices }, page } = view
  view.noticed ??= page.id
  const found = view.noticed === page.id ? notices.map(notice => textElement(notice, "p", "quietly")) : []
  if (page.text && !isSought(view)) found.push(textElement(page.text, "p", "about"))
  if (page.note) {
    const note = element("div", "note", textElement(page.note, "p"))
    if (page.more) note.append(element("details", "", textElement(words.how, "summary"), textElement(page.more, "p")))
    found.push(note)
  }
  return found
}

// The cards of a page of ratings are made once, and those of the pages beside it in a pause: to turn to it only shows them.
function rated(view, page) {
  const { cards, scales } = madeOnce(view, page)
  view.scales = scales
  const { pages } = view.form
  const place = pages.indexOf(page)
  inPause(() => {
    for (const beside of [pages[place + 1], pages[place - 1]]) if (beside && !beside.description && !beside.most) madeOnce(view, beside)
  })
  return cards
}

function madeOnce(view, page) {
  if (!view.drawn.has(page)) {
    const scales = new Map()
    const cards = page.rows.flatMap((row, index) => headed(row, card(view, page, scales, row, index)))
    view.drawn.set(page, { cards, scales })
  }
  return view.drawn.get(page)
}

// Safari has no requestIdleCallback.
function inPause(act) {
  if (window.requestIdleCallback) requestIdleCallback(act)
  else setTimeout(act, 200)
}

function card(view, page, scales, row, index) {
  const statement = textElement(row.text, "p", "statement")
  statement.id = `statement-${index}`
  const box = element("div", "card", statement)
  box.setAttribute("role", "group")
  box.setAttribute("aria-labelledby", statement.id)
  box.tabIndex = -1
  if (row.help) box.append(textElement(row.help, "p", "help"))
  const drawn = row.scales.map(([name, column], place) => scale(view, page, scales, row, name, column, place === 0))
  box.append(element("div", "scales", ...drawn))
  return box
}

// Below its heading, if it has one.
function headed({ group }, box) {
  return group ? [textElement(group, "h2", "section"), box] : [box]
}

// One of a few; an option without a value stands for none of them, and is marked once it was chosen here.
function choice(view, { name, title, hint, options }) {
  const heading = textElement(title, "h2", "group")
  heading.id = "asks-choice"
  view.choices = options.map(({ value, label }) => {
    const input = element("input")
    Object.assign(input, { type: "radio", name, value })
    return { input, box: element("label", "pick", input, textElement(label, "span")) }
  })
  const box = element("div", "card", heading, textElement(hint, "p", "help"), element("div", "picks", ...view.choices.map(each => each.box)))
  box.setAttribute("role", "radiogroup")
  box.setAttribute("aria-labelledby", heading.id)
  box.tabIndex = -1
  return box
}

function showChoice(view) {
  if (!view.page.choice) return
  const chosen = view.values.get(view.page.choice.name) ?? (view.isNone ? "" : undefined)
  for (const { input } of view.choices) input.checked = input.value === chosen
}

// What a page without a description asks.
function asked(view, page) {
  if (page.choice) return [choice(view, page.choice)]
  return page.most ? picks(view, page) : rated(view, page)
}

function scale(view, page, scales, row, name, columnId, first) {
  const column = view.form.columns.find(({ id }) => id === columnId)
  const drawn = rating(row.points.length ? row : page, row.text, name, column, first)
  scales.set(name, drawn)
  return drawn.group
}

// Up to so many of these, as checkboxes.
function picks(view, page) {
  const titles = [...new Set(page.rows.map(row => row.group))]
  view.picked = element("p", "picked")
  view.picked.setAttribute("role", "status")
  const boxes = titles.map((title, index) => {
    const rows = page.rows.filter(({ group }) => group === title)
    const heading = textElement(title, "h2", "group")
    heading.id = `group-${index}`
    const box = element("div", "card", heading, element("div", "picks", ...rows.map(row => pick(view, row))))
    box.setAttribute("role", "group")
    box.setAttribute("aria-labelledby", heading.id)
    box.tabIndex = -1
    return box
  })
  return [view.picked, ...boxes]
}

function pick(view, { id, text, scales: [[name]] }) {
  const input = element("input")
  Object.assign(input, { type: "checkbox", name: "importance", value: id })
  view.picks.set(name, input)
  return element("label", "pick", input, textElement(text, "span"))
}

// ---- Back and on -----------------------------------------------------------------------------------------------------

function turning(view) {
  const { form: { pages, words } } = view
  const place = pages.indexOf(view.page)
  const row = element("div", "turning")
  const previous = pages[place - 1]?.id
  if (!previous && view.form.before) row.append(button(words.back, "back", () => view.on.leave(view.form.before)))
  if (previous) row.append(button(words.back, "back", () => turn(view, previous)))
  view.notice = element("div", "notice")
  view.notice.hidden = true
  view.finish = null
  const isEnd = view.isClosing && view.page.columns && !gaps(view).length
  if (place < pages.length - 1 && !isEnd) {
    const isChanged = words.done && view.page.choice // opened to change that alone
    // Where the experience alone was asked for, the way on is back to there, below the page.
    if (!isSought(view)) row.append(button(view.page.onward ?? words.next, "next", () => goOn(view, pages[place + 1].id), isChanged ? "" : "main"))
    if (words.done) row.append(button(words.done, "done", () => end(view), isChanged ? "main" : ""))
  } else {
    view.finish = button(words.finish, "finish", () => finish(view), "main")
    row.append(view.finish)
  }
  const ahead = view.page.ahead && !isSought(view) ? [textElement(view.page.ahead, "p", "ahead")] : []
  return element("div", "end", ...ahead, view.notice, row)
}

// Whether the page asks for the customer experience alone, and the way on is back to where that was asked for.
function isSought(view) {
  return Boolean(view.page.description && view.form.seeks)
}

// The statements need a behaviour to refer to.
function goOn(view, id) {
  const { describing: page } = view
  if (page && !page.hasBehaviour()) return page.ask()
  const before = page?.leftBehind
  if (before) return begunAnew(view, before)
  page?.settle()
  turn(view, id)
}

function begunAnew(view, before) {
  if (view.isFinishing) return
  view.clicks.changesPage()
  view.on.beginAnew(before)
}

function turn(view, id) {
  view.clicks.changesPage()
  open(view, id)
  begin(view)
  view.clicks.restBelowPointer()
  requestAnimationFrame(() => setTimeout(() => view.on.turn(id))) // once it is painted: to change the address takes time
}

// "Next" was pressed at the bottom of the page before: begin at the top, for eye and keyboard.
function begin(view) {
  view.root.querySelector(".card, .describes h1")?.focus({ preventScroll: true })
  if (view.root.getBoundingClientRect().top < 0) view.root.scrollIntoView({ block: "start" })
}

function finish(view) {
  view.clicks.changesPage()
  if (gaps(view).length) explain(view)
  else end(view)
}

function end(view) {
  if (view.isFinishing) return
  view.clicks.changesPage()
  view.on.finish()
}

// Which pages have open ratings, and what that means.
function explain(view) {
  const { words, language } = view.form
  const open = gaps(view)
  const names = open.flatMap(({ names }) => names)
  const listed = new Intl.ListFormat(language).format(open.map(({ page, names }) => `${page.title} (${names.length})`))
  view.notice.replaceChildren(
    textElement(words.open_title.replace("{count}", names.length), "strong"),
    textElement(words.open_text.replace("{pages}", listed), "p"),
    element(
      "div",
      "buttons",
      button(words.open_back, "to_first_open_cell", () => goToOpen(view), "main"),
      button(words.open_finish, "finish_anyway", () => end(view)),
    ),
  )
  view.notice.dataset.control = "open_cells"
  view.notice.tabIndex = -1
  view.notice.setAttribute("role", "group")
  view.notice.setAttribute("aria-label", words.open_title.replace("{count}", names.length))
  view.notice.hidden = false
  view.finish.hidden = true
  view.notice.focus({ preventScroll: true })
  view.notice.scrollIntoView({ block: "nearest" })
  view.clicks.restBelowPointer()
}

function goToOpen(view) {
  const [first] = gaps(view)
  if (!first) return
  view.isClosing = true
  turn(view, first.page.id)
  const { inputs, group } = view.scales.get(first.names[0])
  inputs.values().next().value.focus({ preventScroll: true })
  group.closest(".card").scrollIntoView({ block: "center" })
  view.clicks.restBelowPointer()
}

// The open ratings of the two behaviours, by page.
function gaps(view) {
  const pages = view.form.pages.filter(page => page.columns)
  return pages.map(page => ({ page, names: openNames(view, page) })).filter(({ names }) => names.length)
}

// The behaviours when none is chosen, else the first page with an open choice, else what the form names, else the first
// factor.
function firstOpen(view) {
  const { pages, complete } = view.form
  const isDescribed = ["current", "new"].some(id => behaviourIn(view, id))
  if (pages[0].description && !isDescribed) return pages[0]
  return (
    pages.find(page => openNames(view, page).length) ??
    pages.find(({ id }) => id === complete) ??
    pages.find(page => !page.description)
  )
}

// On a page that is answered in part: the first open choice, with the notices above it, for eye and keyboard.
function showOpen(view) {
  if (view.form.seeks && view.page.description) return view.describing.seek()
  const [first] = openNames(view, view.page)
  if (!view.scales.has(first) || first === names(view.page)[0]) return
  const { inputs, group } = view.scales.get(first)
  const card = group.closest(".card")
  const notices = [...view.body.querySelectorAll(".quietly")]
  card.before(...notices)
  inputs.values().next().value.focus({ preventScroll: true })
  view.measure() // it ends up below the head
  const [top = card] = notices
  top.scrollIntoView({ block: "start" })
}

function names(page) {
  return page.rows.flatMap(row => row.scales.map(([name]) => name))
}

function openNames(view, page) {
  if (page.most) return names(page).some(name => isPicked(view, name)) ? [] : names(page).slice(0, 1)
  return names(page).filter(name => !view.values.has(name))
}

function markOpen(view) {
  const open = new Set(view.isClosing && view.page.columns ? openNames(view, view.page) : [])
  for (const [name, { group }] of view.scales) group.classList.toggle("open", open.has(name))
}

// Where the last open rating of a page was: on to the next one, or to the result. It is the page's main button then, and
// where nothing is open any more, the one at the foot leads to the result, too.
function offerEnd(view, name) {
  if (!view.isClosing || !view.page.columns || openNames(view, view.page).length || view.root.querySelector(".closed")) return
  const { words } = view.form
  const card = view.scales.get(name).group.closest(".card")
  const isEnd = !gaps(view).length
  if (isEnd) view.root.querySelector(".end").replaceWith(turning(view))
  if (isEnd && card === [...view.root.querySelectorAll(".card")].at(-1)) return
  const onward = isEnd
    ? button(words.finish, "finish_now", () => end(view), "main")
    : button(words.open_back, "to_next_open_cell", () => goToOpen(view), "main")
  view.root.querySelector(".turning .main")?.classList.remove("main")
  const ahead = isEnd ? view.form.pages.at(-1).ahead : null
  card.after(element("div", "closed", ...(ahead ? [textElement(ahead, "p")] : []), onward))
}

// ---- What a person does ----------------------------------------------------------------------------------------------

function change(view, { type, name, value, checked, dataset }) {
  if (name === "changed_behaviour") return
  if (type === "radio") choose(view, name, value)
  else if (type === "textarea") choose(view, dataset.control, value)
  else if (name === "element") tickPart(view, `weight.${value}`, checked)
  else if (type === "checkbox") choose(view, `importance.${value}`, checked ? "5" : "")
}

function tickPart(view, part, isTicked) {
  view.describing.tick(part, isTicked)
  view.describing.show()
  showState(view)
}

// Each letter counts as a choice, so nothing typed is lost with the page or the line.
function type(view, { type, value, dataset }) {
  if (type === "textarea") choose(view, dataset.control, value, { isTyping: true })
}

function choose(view, name, value, how = {}) {
  if (name === "behaviour" && value === "own" && how.isAgain) return // it would only empty the texts
  setValue(view, name, value)
  view.on.choose(name, value, how)
  if (name === view.page.choice?.name) view.isNone = !value
  showChoice(view)
  view.describing?.chose(name, value)
  view.describing?.show()
  view.scales.get(name)?.show(value)
  showPicked(view)
  markOpen(view)
  offerEnd(view, name)
  showProgress(view)
}

// Another tab may have changed what is shown here, so choosing it again counts.
function chooseAgain(view, { type, name, value }) {
  if (type === "radio" && view.values.get(name) === value) choose(view, name, value, { isAgain: true })
}

function pressKey(view, event) {
  event.stopPropagation() // the page around it may have keys of its own
  view.clicks.pressedByKey()
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const scale = view.scales.get(event.target.name)
  const input = scale && scale.points.some(({ value }) => value === event.key) && scale.inputs.get(event.key)
  if (!input) return
  event.preventDefault()
  input.focus()
  input.click() // as if tapped
}

function placeIn(view) {
  const { name, value, dataset } = view.root.getRootNode().activeElement ?? {}
  return name || dataset?.control ? { name, value, control: dataset.control } : null
}

function focus(view, { name, value, control }) {
  const choices = [...view.root.querySelectorAll("input")]
  const found = control
    ? view.root.querySelector(`[data-control="${control}"]`)
    : choices.find(input => input.name === name && input.value === value)
  found?.focus({ preventScroll: true })
}

// ---- What is shown ---------------------------------------------------------------------------------------------------

function show(view, choices) {
  view.values.clear()
  for (const [name, value] of choices) setValue(view, name, value)
  showValues(view)
  markOpen(view)
  showProgress(view)
  showState(view)
}

function say(view, state, isFinishing) {
  view.state = state
  view.isFinishing = isFinishing
  showState(view)
}

function setValue(view, name, value) {
  if (value) view.values.set(name, value)
  else view.values.delete(name)
}

function isPicked(view, name) {
  return view.values.get(name) === "5"
}

function showValues(view) {
  for (const [name, scale] of view.scales) scale.show(view.values.get(name))
  showChoice(view)
  showPicked(view)
  view.describing?.show()
}

function showPicked(view) {
  const { most } = view.page
  if (!most) return
  const { words } = view.form
  const count = names(view.page).filter(name => isPicked(view, name)).length
  for (const [name, input] of view.picks) {
    input.checked = isPicked(view, name)
    input.disabled = !input.checked && count >= most
  }
  const text = words[count < most ? "picked" : "picked_most"].replace("{count}", count).replace("{most}", most)
  if (view.picked.textContent !== text) view.picked.textContent = text
}

// Over all choices of the form; picking up to so many counts as one.
function showProgress(view) {
  const { pages, words } = view.form
  const total = pages.reduce((sum, page) => sum + (page.most ? 1 : names(page).length), 0)
  const done = total - pages.reduce((sum, page) => sum + openNames(view, page).length, 0)
  const text = words.answered_of.replace("{done}", done).replace("{total}", total)
  if (view.count.textContent === text) return
  view.count.textContent = text
  view.fill.style.transform = `scaleX(${total ? done / total : 0})`
  view.bar.setAttribute("aria-valuemax", total)
  view.bar.setAttribute("aria-valuenow", done)
  view.bar.setAttribute("aria-valuetext", text)
}

function showState(view) {
  const { said, form: { words } } = view
  const isPartly = view.state === "saved" && Boolean(view.describing?.isPartly)
  const state = isPartly ? "saving" : view.state
  const before = said.dataset.saveState
  view.hasSaved ||= state !== "saved"
  // No words before anything is saved, on the page about the behaviours before anything is saved there.
  const isUnsaid = state === "saved" && (!view.values.size || (view.describing && !view.hasSaved))
  const text = isUnsaid ? "" : words[isPartly ? "partly" : state]
  if (before !== state) {
    // Read aloud only on failure and recovery, not twice for every tap.
    said.setAttribute("aria-live", state === "failed" || before === "failed" ? "polite" : "off")
    said.dataset.saveState = state
  }
  if (said.textContent !== text) said.textContent = text
}
