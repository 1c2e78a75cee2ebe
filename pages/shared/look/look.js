export default function ({ data }) {
  document.documentElement.lang = data.language
  // Streamlit has these words in English alone.
  const skip = document.querySelector('[data-testid="stSkipToContent"]')
  if (skip && skip.textContent !== data.skip) skip.textContent = data.skip
  addEventListener("beforeprint", noteGround)
  addEventListener("beforeprint", unfold)
  addEventListener("afterprint", fold)
  return () => {
    removeEventListener("beforeprint", noteGround)
    removeEventListener("beforeprint", unfold)
    removeEventListener("afterprint", fold)
  }
}

// Streamlit's theme is in its classes alone; print styles need to know from which one they print.
function noteGround() {
  const app = document.querySelector('[data-testid="stApp"]')
  const parts = app ? getComputedStyle(app).backgroundColor.match(/[\d.]+/g).slice(0, 3) : [255]
  const isDark = Math.max(...parts.map(Number)) < 128
  document.documentElement.dataset.printedFrom = isDark ? "dark" : "light"
}

function unfold() {
  for (const fold of document.querySelectorAll("details:not([open])")) {
    fold.open = true
    fold.dataset.unfolded = ""
  }
}

function fold() {
  for (const fold of document.querySelectorAll("details[data-unfolded]")) {
    fold.open = false
    delete fold.dataset.unfolded
  }
}
