// Draws links. A press in place is sent as a trigger; opened in a new tab it is an ordinary link.

// A press beside the open menu closes it and does nothing else: on a phone it once unticked a step of the plan below.
let opened = null
let isBeside = false
addEventListener("pointerdown", () => (isBeside = opened?.matches(":popover-open") ?? false), true)
addEventListener(
  "click",
  event => {
    // The press of a key has detail 0. isBeside may be left from a finger that only scrolled: no click follows that.
    if (!isBeside || event.detail === 0) return
    isBeside = false
    event.preventDefault()
    event.stopPropagation()
  },
  true,
)

export default function ({ data, parentElement, setTriggerValue }) {
  const { home, mark, way, also, words, made } = JSON.parse(data.links)
  const signature = data.links
  const old = parentElement.querySelector("nav")
  if (old?.dataset.signature !== signature) {
    const nav = home ? bar(home, mark, way, also, words) : foot(way, made)
    nav.setAttribute("aria-label", words.label)
    nav.dataset.signature = signature
    if (old) old.replaceWith(nav)
    else parentElement.append(nav)
  }
  parentElement.querySelector("nav").onclick = event => press(event, setTriggerValue)
  if (data.run) document.dispatchEvent(new CustomEvent("drawn", { detail: data.run }))
}

function press(event, setTriggerValue) {
  const link = event.target.closest("a")
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  link.closest("[popover]")?.hidePopover()
  setTriggerValue("pressed", link.dataset.page)
}

function bar(home, mark, way, also, words) {
  const nav = document.createElement("nav")
  nav.className = "bar"
  const brand = link(home)
  brand.className = "brand"
  brand.replaceChildren(named(home.label))
  if (mark) brand.prepend(picture(mark))
  nav.append(brand)
  if (way.length) nav.append(list(way, "way"), ...menu([...way, ...also], words.menu))
  return nav
}

// On a phone: the same links and a few more behind a labelled button.
function menu(way, word) {
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = word
  button.setAttribute("popovertarget", "menu")
  const box = list(way, "menu")
  box.id = "menu"
  box.popover = "auto"
  button.setAttribute("aria-expanded", "false")
  for (const own of [button, box]) own.addEventListener("pointerdown", () => (isBeside = false))
  box.addEventListener("toggle", event => {
    button.setAttribute("aria-expanded", event.newState === "open")
    if (event.newState === "open") opened = box
  })
  box.addEventListener("beforetoggle", () => {
    const { right, bottom } = button.getBoundingClientRect()
    box.style.right = `${document.documentElement.clientWidth - right}px`
    box.style.top = `${bottom + 4}px`
  })
  return [button, box]
}

function foot(way, made) {
  const nav = list(way, "foot", "nav")
  if (made) {
    const box = named(made.text)
    box.className = "made"
    box.prepend(picture(made.mark))
    nav.prepend(box)
  }
  return nav
}

function named(text) {
  const name = document.createElement("span")
  name.textContent = text
  return name
}

// A logo is a photograph of anything, on white; a mark is drawn for both themes.
function picture(source) {
  const made = document.createElement("img")
  made.src = source
  made.alt = ""
  if (source.startsWith("data:image/png")) made.className = "logo"
  return made
}

function list(way, look, tag = "div") {
  const box = document.createElement(tag)
  box.className = look
  box.append(...way.map(link))
  return box
}

function link({ page, label, href, is_current: isCurrent }) {
  const made = document.createElement("a")
  made.textContent = label
  made.href = href
  made.dataset.page = page
  if (isCurrent) made.setAttribute("aria-current", "page")
  return made
}
