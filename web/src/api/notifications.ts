import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import { usePages } from './pages';
import type { NotificationList } from './types';

export function useNotifications() {
  return usePages<NotificationList>([...keys.notifications, 'list'], '/notifications');
}

/** How many are unread, for the bell. */
export function useUnread(): number {
  return useQuery({ queryKey: keys.unread, queryFn: () => get<NotificationList>('/notifications', { limit: 1 }) }).data?.unread ?? 0;
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => post('/notifications/read', { up_to: upTo }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
}
