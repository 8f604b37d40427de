import { Notifications, notifications, type NotificationData } from '@mantine/notifications';

/** Where what is said shows up. It comes with the first thing that is said. */
export function Toasts() {
  return <Notifications position="bottom-right" containerWidth={380} />;
}

export function show(toast: NotificationData): void {
  notifications.show(toast);
}
