// Sent by a script: from a page that hides its address, a browser sends a form without saying which site it is of.
export default function ({ data, parentElement }) {
  const form = parentElement.querySelector("form")
  const [key, button, problem] = ["#sign_in_key", "button", "[role=alert] span"].map((each) => form.querySelector(each))
  form.querySelector("label").textContent = data.label
  button.textContent = data.button
  form.onsubmit = async (event) => {
    event.preventDefault()
    problem.textContent = ""
    button.disabled = true
    const said = key.value.trim() ? await refusal(key.value, data) : data.empty
    button.disabled = false
    problem.textContent = said
    key.setAttribute("aria-invalid", String(said !== ""))
    if (said) key.focus()
  }
}

// Why the key was refused; "" when the browser is signed in and on its way.
async function refusal(key, data) {
  try {
    const answer = await fetch("./sign-in", { method: "POST", body: new URLSearchParams({ key, lang: data.language }) })
    if (answer.ok) window.location.assign(answer.url)
    return answer.ok ? "" : { 403: data.wrong, 429: data.too_many }[answer.status] ?? data.trouble
  } catch {
    return data.trouble
  }
}
