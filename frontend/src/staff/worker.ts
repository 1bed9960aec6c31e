// Notices of due tasks for staff: shown, and a tap opens the tasks. It keeps no page and answers for none.
export {};

const TASKS = "/tasks/";

interface NoticeEvent extends Event {
  data?: { json(): { title: string; body: string; tag: string } };
  notification: Notification;
  waitUntil(work: Promise<unknown>): void;
}
const worker = self as unknown as {
  addEventListener(kind: string, listener: (event: NoticeEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; openWindow(address: string): Promise<unknown> };
  registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
};

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("push", (event) => {
  const said = event.data?.json();
  if (said) event.waitUntil(worker.registration.showNotification(said.title, { body: said.body, tag: said.tag }));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(worker.clients.openWindow(TASKS));
});
