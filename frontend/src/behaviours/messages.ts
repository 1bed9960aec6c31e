/** Show the sentence kept in `<template data-message="…">`, in the user's language, in the live region. */
export function say(name: "refused" | "offline" | "copied"): void {
  const kept = document.querySelector<HTMLTemplateElement>(`template[data-message="${name}"]`);
  const region = document.getElementById("messages");
  if (!kept || !region) return;
  region.replaceChildren(kept.content.cloneNode(true));
}

/** A message goes when its cross is pressed. */
export function closeMessages(): void {
  document.addEventListener("click", (event) => {
    const cross = (event.target as Element).closest("[data-close]");
    cross?.closest(".note")?.remove();
  });
}
