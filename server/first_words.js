// Begins the app's script once the first words are painted: to run it takes longer than to paint them.
{
  const LATEST = 500 // ms, where the browser does not say that nobody sees the page, and yet paints nothing

  const script = document.getElementById("app-script")
  let hasBegun = false

  function begin() {
    if (!script || hasBegun) return
    hasBegun = true
    const { href: src } = script
    document.head.append(Object.assign(document.createElement("script"), { type: "module", crossOrigin: "", src }))
  }

  if (document.hidden) begin()
  requestAnimationFrame(() => setTimeout(begin))
  setTimeout(begin, LATEST)
}

// Tells a page of the browser's back and forward before the app's script hears of them. A page that has turned by itself
// prevents that: the app would run it once more.
addEventListener("popstate", event => {
  if (!event.isTrusted) return
  const told = new CustomEvent("drivkraft:popstate", { cancelable: true })
  if (!dispatchEvent(told)) event.stopImmediatePropagation()
})

// Keeps the first words in sight until the app has drawn the same page below them.
{
  const LONGEST = 1500 // ms from the first thing the app has drawn until it is shown, however much of it is missing

  const words = document.getElementById("first-words")
  let isPicture = false
  let timer = null

  const find = selector => document.querySelector(`[data-testid="stMain"] ${selector}`)
  const findInside = (component, selector) =>
    [...document.querySelectorAll(`.st-key-${component} *`)].some(({ shadowRoot }) => shadowRoot?.querySelector(selector))
  const hasBar = () => findInside("bar", "nav") && !find('.st-key-language [data-testid="stSkeleton"]')
  const hasHeadline = () => find("h1") || findInside("questionnaire", "h1")
  const hasNotice = () => find('[data-testid="stAlert"], [data-testid="stException"]')
  const hasWords = () => hasHeadline() || hasNotice()
  // The foot is the last thing on every page; only an error that nobody expected has none, nor a headline.
  const isDrawn = () => hasBar() && (hasHeadline() ? find(".st-key-foot") : hasNotice())

  // Once the app has words of its own, scripts and screen readers find only those: a closed shadow root hides ours.
  function becomePicture() {
    isPicture = true
    const shadow = words.attachShadow({ mode: "closed" })
    shadow.append(document.getElementById("first-styles").cloneNode(true), ...words.childNodes)
    words.setAttribute("aria-hidden", "true")
  }

  function look() {
    if (!words.isConnected) return
    if (!timer && (hasBar() || hasWords())) timer = setTimeout(leave, LONGEST)
    if (!isPicture && hasWords()) becomePicture()
    if (isDrawn()) leave()
  }

  // What components draw inside themselves changes nothing outside, so it is looked for in every frame.
  function keepLooking() {
    look()
    if (words.isConnected) requestAnimationFrame(keepLooking)
  }

  function leave() {
    watcher.disconnect()
    words.remove()
  }

  let isLooking = false
  const watcher = new MutationObserver(() => {
    if (isLooking) look()
    else if (document.querySelector(".st-key-bar") || hasWords()) {
      isLooking = true
      keepLooking()
    }
  })
  watcher.observe(document.body, { childList: true, subtree: true })
}
