// The key to one's own answers in a team's round, kept in this browser until they are handed in, so that whoever opens the
// round's link again goes on. Only the page that has the link can find it: it is stored under a hash of the code.

const PREFIX = "drivkraft.round."

export default function ({ data, setStateValue }) {
  const name = `${PREFIX}${data.round}`
  try {
    if (data.forget) localStorage.removeItem(name)
    else if (data.key) localStorage.setItem(name, data.key)
    else if (localStorage.getItem(name)) setStateValue("found", localStorage.getItem(name))
  } catch {
    // The browser's storage may be missing, full or forbidden: then the own link is the only way back.
  }
}
