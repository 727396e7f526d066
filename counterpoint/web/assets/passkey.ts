// Asks the device for a passkey, and sends what it answers with the form. Loaded by the two pages that need it.
// What the device is asked stands in the form as JSON; bytes are base64url in JSON and buffers in a browser.

const bytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

type Listed = { type: "public-key"; id: string };
const listed = (keys: Listed[] = []) => keys.map((key) => ({ ...key, id: bytes(key.id) }));

async function made(asked: any): Promise<object> {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: listed(asked.excludeCredentials),
  };
  const key = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const { clientDataJSON, attestationObject } = key.response as AuthenticatorAttestationResponse;
  return answer(key, { clientDataJSON: text(clientDataJSON), attestationObject: text(attestationObject) });
}

async function given(asked: any): Promise<object> {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: listed(asked.allowCredentials) };
  const key = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const { clientDataJSON, authenticatorData, signature, userHandle } = key.response as AuthenticatorAssertionResponse;
  return answer(key, {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    ...(userHandle && { userHandle: text(userHandle) }),
  });
}

const answer = (key: PublicKeyCredential, response: object): object => ({
  id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: key.getClientExtensionResults(),
});

const form = document.querySelector<HTMLFormElement>("form[data-passkey]");
const trouble = document.querySelector<HTMLElement>("[data-passkey-trouble]");
if (form && trouble && window.PublicKeyCredential) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    const field = form.elements.namedItem("answer") as HTMLInputElement;
    if (field.value) return;
    event.preventDefault();
    trouble.hidden = true;
    const asked = JSON.parse(form.dataset.passkey ?? "{}").publicKey;
    try {
      field.value = JSON.stringify(await (asked.user ? made(asked) : given(asked)));
      form.submit();
    } catch {
      trouble.hidden = false; // they said no to their device, or it holds no key: nothing has happened
    }
  });
}
