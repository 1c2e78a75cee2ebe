// Keeps the first words in sight until the app has drawn the same page below them.
{
  const LONGEST = 1500 // ms from the first thing the app has drawn until it is shown, however much of it is missing

  const words = document.getElementById("first-words")
  let isPicture = false
  let timer = null

  const find = selector => document.querySelector(`[data-testid="stMain"] ${selector}`)
  const hasBar = () => [...document.querySelectorAll(".st-key-bar *")].some(({ shadowRoot }) => shadowRoot?.querySelector("nav"))
  const hasNotice = () => find('[data-testid="stAlert"], [data-testid="stException"]')
  const hasWords = () => find("h1") || hasNotice()
  // The foot is the last thing on every page but that of a broken question bank, which has no headline.
  const isDrawn = () => hasBar() && (find("h1") ? find(".st-key-foot") : hasNotice())

  // Once the app has words of its own, scripts and screen readers find only those: a closed shadow root hides ours.
  function becomePicture() {
    isPicture = true
    const shadow = words.attachShadow({ mode: "closed" })
    shadow.append(document.getElementById("first-styles").cloneNode(true), ...words.childNodes)
    words.setAttribute("aria-hidden", "true")
    leaveWhenDrawn()
  }

  function leaveWhenDrawn() {
    if (!words.isConnected) return
    if (isDrawn()) leave()
    else requestAnimationFrame(leaveWhenDrawn)
  }

  function leave() {
    watcher.disconnect()
    words.remove()
  }

  const watcher = new MutationObserver(() => {
    if (!timer && (hasBar() || hasWords())) timer = setTimeout(leave, LONGEST)
    if (!isPicture && hasWords()) becomePicture()
  })
  watcher.observe(document.body, { childList: true, subtree: true })
}
