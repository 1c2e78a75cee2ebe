import { button, element, lead, shape, textElement } from "./elements.js"

const GROWS = CSS.supports("field-sizing", "content")
const IN_SIGHT = 3 // examples that are shown before the others are asked for

// The first page: which behaviour the statements are about, who answers, the experience, and planned rewards.
// `page.description` is what questionnaire/__init__.py describes. `tools` has
//   scale(row, name)     draws a rating on the scale of this page
//   value(name)          what is chosen
//   choose(name, value)  a choice, or a text as far as it is typed
//   isAnswered()         whether any statement is answered
//   isSought             whether the customer experience alone was asked for on another page
// `kept` is what an earlier drawing of the same answers had kept: { isOwn, before, isUnfolded, ticked }.
export function describing(page, columns, tools, kept) {
  const { examples } = page.description
  const { value } = tools
  // A part that is ticked is stored once it is said how much it matters, and the page says so until then.
  const state = { isOwn: false, before: null, isUnfolded: false, ticked: new Set(), ...kept, isSought: tools.isSought }
  const isOwn = () => !examples.length || chosen() === "own"
  const chosen = () => value("behaviour") || (state.isOwn ? "own" : undefined)

  // What the two behaviours are now, "" for none.
  function behaviours() {
    const example = examples.find(({ id }) => id === value("behaviour"))
    const now = isOwn() ? { current: value("behaviour_current"), new: value("behaviour_new") } : example
    return { current: now?.current?.trim() ?? "", new: now?.new?.trim() ?? "" }
  }

  // Whether there are answers about other behaviours than these.
  function isChanged() {
    const { before } = state, now = behaviours()
    if (!before || !(before.current || before.new) || !(now.current || now.new)) return false
    return tools.isAnswered() && (before.current !== now.current || before.new !== now.new)
  }

  // Those for this kind of organisation, and the chosen one whatever it is for; the first few until the others are asked for.
  function showPairs() {
    const kind = value("organisation")
    const offered = examples.filter(({ id, fits }) => !kind || !fits.length || fits.includes(kind) || id === chosen())
    const isFolded = !state.isUnfolded && offered.length > IN_SIGHT + 1
    const inSight = isFolded ? offered.filter(({ id }, place) => place < IN_SIGHT || id === chosen()) : offered
    for (const [id, box] of drawing.pairs) box.hidden = !inSight.some(each => each.id === id)
    drawing.more.hidden = inSight.length === offered.length
    drawing.more.textContent = page.description.words.more.replace("{count}", offered.length - inSight.length)
  }

  // The first of the others has the focus then, for whoever goes on by keyboard.
  function unfold() {
    const folded = drawing.options.filter(input => input.closest(".pair").hidden)
    state.isUnfolded = true
    showPairs()
    folded.find(input => !input.closest(".pair").hidden)?.focus({ preventScroll: true })
  }

  let wasFilled = false // whether anything was said about the parts of the experience
  const drawing = draw(page, columns, tools)
  drawing.more.onclick = unfold
  const asks = tools.isSought && drawing.experience[0].querySelector(":scope > h2")
  if (asks) {
    asks.hidden = true // the title of the page says it
    drawing.experience[0].classList.add("titled")
  }
  return {
    nodes: tools.isSought ? drawing.experience : drawing.nodes,
    // The behaviours are settled where the experience alone was asked for.
    title: tools.isSought ? page.description.chips.find(({ name }) => name === "agreed")?.title ?? drawing.words.elements : page.title,
    get kept() { return state },
    behaviours,
    // Whether a part is ticked without a number, so that not all that is shown is stored.
    get isPartly() { return [...state.ticked].some(part => !value(part)) },
    hasBehaviour: () => tools.isSought || Object.values(behaviours()).some(Boolean),
    // The behaviours before, when the answers about them are to stay as they are; null when going on is all.
    get leftBehind() { return isChanged() && drawing.anew.checked ? state.before : null },
    // Going on has settled that the answers are about the behaviours as they are now.
    settle() { state.before = behaviours() },
    chose(name, value) {
      if (name !== "behaviour") return
      state.isOwn = value === "own"
      if (!state.isOwn) return
      const written = [...drawing.fields].map(([text, field]) => [text, field.value])
      for (const [text, value] of written) if (text.startsWith("behaviour") && value.trim()) tools.choose(text, value)
    },
    tick(part, isTicked) {
      if (isTicked) state.ticked.add(part)
      else state.ticked.delete(part)
      if (!isTicked && value(part)) tools.choose(part, "")
    },
    // The customer experience was asked for on another page: in sight and unfolded.
    seek() {
      if (drawing.parts) Object.assign(drawing.parts, { hidden: false, open: true })
      const [first] = drawing.experience
      const input = first?.querySelector("input:checked, input")
      input?.focus({ preventScroll: true })
      first?.scrollIntoView({ block: "center" })
    },
    // Say what is missing just above it, and have the focus there.
    ask() {
      const { needed, own, options, fields, words } = drawing
      const first = isOwn() ? fields.get("behaviour_current") : options.find(input => !input.closest(".pair").hidden)
      needed.textContent = isOwn() ? words.needed_own : words.needed
      if (isOwn()) own.prepend(needed)
      else options[0].closest(".pair").before(needed)
      needed.hidden = false
      first.focus({ preventScroll: true })
      needed.scrollIntoView({ block: "center" })
    },
    show() {
      state.before ??= behaviours()
      for (const input of drawing.radios) input.checked = input.value === (input.name === "behaviour" ? chosen() : value(input.name))
      showPairs()
      drawing.own.hidden = !isOwn()
      for (const [name, field] of drawing.fields) {
        const text = value(name) ?? ""
        // A field that is being written in, or waits behind an example, keeps what it has.
        if (!field.matches(":focus") && (text || isOwn()) && field.value.trim() !== text.trim()) field.value = text
        grow(field)
      }
      drawing.changed.hidden = !isChanged()
      if (drawing.parts) {
        const weighted = drawing.weights.map(({ name }) => value(name))
        const isFilled = Boolean(value("experience_statement")) || weighted.some(Boolean) || state.ticked.size > 0
        drawing.parts.hidden = !value("agreed") && !isFilled && !state.isSought
        if (isFilled && !wasFilled) drawing.parts.open = true
        wasFilled = isFilled
        drawing.weights.forEach(({ name, input, rating, lacking }, place) => {
          input.checked = Boolean(weighted[place]) || state.ticked.has(name)
          rating.hidden = !input.checked
          lacking.hidden = !input.checked || Boolean(weighted[place])
        })
      }
      if (Object.values(behaviours()).some(Boolean)) drawing.needed.hidden = true
    },
  }
}

function draw(page, columns, tools) {
  const { description } = page
  const { words, chips, examples } = description
  const drawing = { words, radios: [], pairs: new Map(), fields: new Map(), weights: [], parts: null }
  const asked = name => chips.filter(each => each.name === name).map(each => chipRow(drawing, each))
  drawing.needed = textElement(words.needed, "p", "needed")
  drawing.needed.id = "needed"
  drawing.needed.setAttribute("role", "alert")
  drawing.needed.hidden = true
  const legend = element("div", "legend", ...columns.map(column => lead(column.short, column.id)))
  legend.setAttribute("aria-hidden", "true") // spoken with each pair
  const pairs = examples.map(example => pair(drawing, example, columns))
  drawing.more = button("", "more_examples", null, "link")
  drawing.more.hidden = true
  if (examples.length) pairs.push(drawing.more, ownPair(drawing, words))
  drawing.options = drawing.radios.filter(({ name }) => name === "behaviour")
  const group = element("div", "pairs", ...(examples.length ? [legend] : []), drawing.needed, ...pairs)
  if (examples.length) group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-label", page.title)
  const hint = id => (examples.length ? words.hint.replace("{example}", examples[0][id]) : "")
  drawing.own = element("div", "own", ...columns.map(({ id, short }) =>
    textField(drawing, `behaviour_${id}`, short, hint(id), description.most, id)))
  drawing.changed = changed(drawing, words)
  const experience = asked("agreed")
  if (description.asks_parts) experience.push(parts(drawing, description, tools))
  drawing.experience = experience
  const others = [...asked("leads"), ...experience, ...asked("planned_reward")]
  drawing.skip = textElement(words.skip, "p", "soft asked")
  drawing.skip.hidden = !others.length
  drawing.nodes = [...asked("organisation"), group, drawing.own, drawing.changed, drawing.skip, ...others]
  return drawing
}

function radio(drawing, name, value, ...seen) {
  const input = element("input", "radio")
  Object.assign(input, { type: "radio", name, value })
  drawing.radios.push(input)
  return [input, ...seen]
}

// One choice of a few, which may be skipped.
function chipRow(drawing, { name, title, hint, options }) {
  const heading = textElement(title, "h2", "asks")
  heading.id = `asks-${name}`
  const row = element("div", "chips", ...options.map(({ value, label }) =>
    element("label", "chip", ...radio(drawing, name, value, textElement(label, "span")))))
  const about = hint ? [textElement(hint, "p", "soft")] : []
  const group = element("div", "asked", heading, ...about, row)
  group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-labelledby", heading.id)
  for (const line of about) {
    line.id = `hint-${name}`
    group.setAttribute("aria-describedby", line.id)
  }
  return group
}

function pair(drawing, { id, current, new: wanted }, columns) {
  const sentences = columns.map(column => {
    const line = element("span", "sentence", shape(), textElement(`${column.short}: `, "span", "unseen"))
    line.append(textElement(column.id === "new" ? wanted : current, "span"))
    line.dataset.column = column.id
    return line
  })
  const box = element("label", "pair", ...radio(drawing, "behaviour", id, element("span", "sentences", ...sentences), mark()))
  drawing.pairs.set(id, box)
  return box
}

function ownPair(drawing, words) {
  const said = element("span", "sentences", textElement(words.own, "strong"), textElement(words.own_caption, "span", "soft"))
  return element("label", "pair", ...radio(drawing, "behaviour", "own", said, mark()))
}

function mark() {
  const made = element("span", "mark")
  made.setAttribute("aria-hidden", "true")
  return made
}

function textField(drawing, name, label, hint, most, column) {
  const field = element("textarea", "text")
  Object.assign(field, { rows: 1, placeholder: hint, maxLength: most, dir: "auto", autocomplete: "off" })
  field.dataset.control = name
  stayOneLine(field)
  if (name.startsWith("behaviour")) field.setAttribute("aria-describedby", "needed")
  drawing.fields.set(name, field)
  return element("label", "field", lead(label, column), field)
}

// A sentence has no line breaks: Enter says that it is finished, and pasted ones become spaces.
function stayOneLine(field) {
  field.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.isComposing) return
    event.preventDefault()
    field.dispatchEvent(new Event("change", { bubbles: true }))
  })
  field.addEventListener("input", () => {
    if (field.value.includes("\n")) {
      const { selectionStart, selectionEnd } = field
      field.value = field.value.replaceAll("\n", " ")
      field.setSelectionRange(selectionStart, selectionEnd)
    }
    grow(field)
  })
  if (!GROWS) new ResizeObserver(() => grow(field)).observe(field) // also when it comes into sight
}

// As high as its text, in browsers whose styles cannot say so.
function grow(field) {
  if (GROWS || !field.clientWidth) return
  field.style.height = "auto"
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}

// What to do with the answers when the behaviours are no longer those they are about.
function changed(drawing, words) {
  const question = textElement(words.changed, "p")
  question.id = "changed"
  const options = ["anew", "reworded"].map(value => {
    const input = element("input")
    Object.assign(input, { type: "radio", name: "changed_behaviour", value, checked: value === "anew" })
    drawing[value] = input
    return element("label", "pick", input, textElement(words[value], "span"))
  })
  const box = element("div", "note", question, ...options)
  box.setAttribute("role", "radiogroup")
  box.setAttribute("aria-labelledby", question.id)
  return box
}

// What the right experience includes, how much each part matters, and one sentence: folded until something is said.
function parts(drawing, { elements, statement, most, words }, tools) {
  const rows = elements.map(({ id, label }) => {
    const name = `weight.${id}`
    const input = element("input")
    Object.assign(input, { type: "checkbox", name: "element", value: id })
    const rating = tools.scale({ text: `${label}: ${words.weight}`, points: [], special: [] }, name)
    const lacking = textElement(words.lacking, "p", "soft lacking")
    lacking.setAttribute("role", "status")
    drawing.weights.push({ name, input, rating, lacking })
    return element("div", "part", element("label", "pick", input, textElement(label, "span")), rating, lacking)
  })
  const asked = rows.length ? [element("summary", "", textElement(words.elements, "h2", "asks")), textElement(words.weights, "p", "soft"), ...rows] : []
  drawing.parts = element(rows.length ? "details" : "div", "parts", ...asked)
  drawing.parts.append(textField(drawing, "experience_statement", statement.label, statement.hint, most))
  return drawing.parts
}
