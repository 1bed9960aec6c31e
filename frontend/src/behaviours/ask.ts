interface Question {
  words: string;
  yes: string | undefined;
}

/** Ask in a dialog of our own; Escape and the first button mean no. */
function ask({ words, yes }: Question): Promise<boolean> {
  const kept = document.querySelector<HTMLTemplateElement>("#ask");
  if (!kept) return Promise.resolve(window.confirm(words));
  const dialog = document.importNode(kept.content, true).querySelector("dialog")!;
  dialog.querySelector("[data-words]")!.textContent = words;
  if (yes) dialog.querySelector("[value=yes]")!.textContent = yes;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
  });
}

/** `data-ask="…"` on a form or its button, and `hx-confirm="…"`, ask before anything is sent. */
export function askBeforeHarm(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const source = event.submitter?.dataset["ask"] ? event.submitter : form;
    const words = source.dataset["ask"];
    if (!words || form.dataset["asked"]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask({ words, yes: source.dataset["askYes"] }).then((agreed) => {
      if (!agreed) return;
      form.dataset["asked"] = "yes";
      form.requestSubmit(event.submitter);
      delete form.dataset["asked"];
    });
  }, { capture: true });

  document.addEventListener("htmx:confirm", (event) => {
    const { ctx, issueRequest, dropRequest } = (event as CustomEvent).detail;
    event.preventDefault();
    const yes = (event.target as HTMLElement).dataset["askYes"];
    void ask({ words: ctx.confirm, yes }).then((agreed) => (agreed ? issueRequest() : dropRequest()));
  });
}
