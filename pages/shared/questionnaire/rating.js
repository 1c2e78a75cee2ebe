import { element, lead, textElement } from "./elements.js"

// One rating: a row of radios, in front of them what it rates, below them the answers beside the scale.
// `scale` has the points and the special answers. `column` is the behaviour that is rated, if it is one of the two;
// `first` says that the words at the ends of the row are seen, as they are once a card.
export function rating({ points, special }, rated, name, column, first) {
  const inputs = new Map()
  const spoken = choice => [rated, column?.short, choice].filter(Boolean).join(" · ")
  const choice = (value, seen, heard, look) => {
    const input = element("input", "radio")
    Object.assign(input, { type: "radio", name, value })
    input.setAttribute("aria-label", spoken(heard))
    inputs.set(value, input)
    return element("label", look, input, textElement(seen, "span"))
  }
  const cells = points.map(({ value, label }) => choice(value, value, `${value} · ${label}`, "cell"))
  const quiet = special.map(({ code, label, short }) =>
    choice(code, short, short === label ? label : `${short} · ${label}`, "quiet"))
  const group = element("div", `scale${column ? "" : " single"}${first ? " first" : ""}`)
  group.setAttribute("role", "radiogroup")
  group.setAttribute("aria-label", column?.short ?? rated)
  group.dataset.column = column?.id ?? ""
  if (column) group.append(lead(column.short, column.id))
  const ends = element("div", "ends", textElement(points[0].label, "span"), textElement(points.at(-1).label, "span"))
  ends.setAttribute("aria-hidden", "true") // spoken with each radio
  const label = element("span", "chosen")
  label.setAttribute("aria-hidden", "true")
  group.append(ends, label, element("div", "cells", ...cells))
  if (quiet.length) group.append(element("div", "quiets", ...quiet))
  return { group, inputs, points, show }

  // Show this answer as the chosen one; without one, none.
  function show(value) {
    for (const [each, input] of inputs) if (input.checked !== (each === value)) input.checked = each === value
    const words = points.find(point => point.value === value) ?? special.find(({ code }) => code === value)
    if (label.textContent !== (words?.label ?? "")) label.textContent = words?.label ?? ""
    group.dataset.step = points.indexOf(words) + 1
    group.style.setProperty("--step", group.dataset.step)
    group.dataset.at = !words ? "" : special.includes(words) ? "special" : words === points[0] ? "start" : words === points.at(-1) ? "end" : "between"
  }
}
