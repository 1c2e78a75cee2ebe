// Reads the chosen file in the browser and sends its text to the server once.
export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  parentElement.querySelector("label").textContent = data.label;
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    const text = file.size <= data.mostBytes ? await file.text() : null;
    setTriggerValue("opened", JSON.stringify({ name: file.name, text }));
    input.value = ""; // so that the same file can be chosen again once it is corrected
  };
}
