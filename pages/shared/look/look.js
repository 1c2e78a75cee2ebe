export default function ({ data }) {
  document.documentElement.lang = data.language
  document.querySelector("link[rel~=icon]")?.setAttribute("href", data.icon)
}
