// Hands the questionnaire what the server says about the answers, and the way to send it messages. Apart from the
// questionnaire and as short as can be, because Streamlit sends a component's script and styles anew after every tap.

export default function ({ data, setStateValue }) {
  const said = { model: JSON.parse(data.receipts), send: message => setStateValue("taps", message) }
  const hand = detail => {
    globalThis.drivkraftReceipts = detail
    dispatchEvent(new CustomEvent("drivkraft:receipts", { detail }))
  }
  hand(said)
  return () => {
    if (globalThis.drivkraftReceipts === said) hand(null)
  }
}
