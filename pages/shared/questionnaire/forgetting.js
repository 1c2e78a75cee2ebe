import { forgetTaps } from "./waiting_taps.js"

// Removes what waits in this browser for answers that have been deleted.
export default function ({ data }) {
  forgetTaps(data.whose)
}
