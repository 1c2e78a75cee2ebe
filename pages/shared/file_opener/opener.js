// Reads the chosen file in the browser and sends it to the server once, compressed, because a message may not be large.
export default function ({ data, parentElement, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  input.accept = data.accept;
  parentElement.querySelector("label").textContent = data.label;
  input.onchange = async () => {
    const file = input.files[0];
    if (!file) return;
    const packed = file.size <= data.mostBytes ? await pack(file) : "";
    setTriggerValue("opened", JSON.stringify({ name: file.name, packed: packed.length <= data.mostPacked ? packed : "" }));
    input.value = ""; // so that the same file can be chosen again once it is corrected
  };
}

async function pack(file) {
  const stream = file.stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
