// Taps that wait until they are acknowledged: in memory, and in the browser's storage, where they outlive a closed tab
// and an empty battery. An acknowledged tap is removed at once, because computers are shared.
// A tap is [number, control's name, value]; each tab counts its own from 1.

const PREFIX = "drivkraft.taps."
const KEPT = 40 * 24 * 60 * 60 * 1000 // ms after which the assessment itself is no longer stored

// The taps of one assessment that are not acknowledged: those of `tab`, this load of the page, after those that earlier
// ones have left. `next` gives the number of a new tap; it must never go down in a tab.
export function waitingTaps(assessment, tab, next) {
  forgetOld()
  const own = `${PREFIX}${assessment}.${tab}`
  const kept = stored(assessment)
  const waiting = new Map([...kept].filter(([key]) => key !== own)) // key -> taps, the oldest first
  waiting.set(own, kept.get(own) ?? [])
  const flat = () => [...waiting.values()].flat()
  return {
    assessment,
    get size() { return flat().length },
    add(name, value) {
      const taps = waiting.get(own)
      if (taps.at(-1)?.[1] === name) taps.pop() // a text letter by letter: only the last one counts
      taps.push([next(), name, value])
      return write(own, waiting.get(own))
    },
    // The last choice of each control.
    latest: () => new Map(flat().map(([, name, value]) => [name, value])),
    isWaiting: (name, value) => flat().some(([, tapped, on]) => tapped === name && on === value),
    byTab: () => [...waiting].map(([key, taps]) => [tabIn(key), taps]).filter(([, taps]) => taps.length),
    // Forget the taps that a receipt covers, { tab: number of its last saved tap }; whether there were any.
    acknowledge(saved) {
      const before = flat().length
      for (const [key, taps] of waiting) {
        const last = saved[tabIn(key)]
        if (last === undefined || !taps.some(([number]) => number <= last)) continue
        waiting.set(key, taps.filter(([number]) => number > last))
        // Another open tab may have added to its own since.
        const now = key === own ? waiting.get(key) : (read(key)?.taps ?? []).filter(([number]) => number > last)
        write(key, now)
      }
      return flat().length < before
    },
  }
}

// Remove the taps of all assessments under one key.
export function forgetTaps(whose) {
  for (const key of keys()) if (key.startsWith(`${PREFIX}${whose}.`)) write(key, [])
}

function tabIn(key) {
  return key.slice(key.lastIndexOf(".") + 1)
}

// ---- The browser's storage may be missing, full or forbidden: then taps wait in memory alone ---------------------------

function stored(assessment) {
  const found = keys().filter(key => key.startsWith(`${PREFIX}${assessment}.`)).map(key => [key, read(key)])
  const usable = found.filter(([, entry]) => entry).sort(([, one], [, other]) => one.at - other.at)
  return new Map(usable.map(([key, { taps }]) => [key, taps]))
}

function forgetOld() {
  for (const key of keys()) if (!read(key) || Date.now() - read(key).at > KEPT) write(key, [])
}

function keys() {
  try {
    return Object.keys(localStorage).filter(key => key.startsWith(PREFIX))
  } catch {
    return []
  }
}

function read(key) {
  try {
    const { at, taps } = JSON.parse(localStorage.getItem(key))
    const isTap = tap => Array.isArray(tap) && Number.isInteger(tap[0]) && typeof tap[1] === "string" && typeof tap[2] === "string"
    return Number.isFinite(at) && taps.every(isTap) ? { at, taps } : null
  } catch {
    return null
  }
}

// Whether it is kept where a closed tab does not lose it.
function write(key, taps) {
  try {
    if (taps.length) localStorage.setItem(key, JSON.stringify({ at: Date.now(), taps }))
    else localStorage.removeItem(key)
    return true
  } catch {
    return false
  }
}
