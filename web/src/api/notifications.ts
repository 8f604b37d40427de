import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from './client';
import { keys } from './keys';
import { usePages } from './pages';
import type { NotificationList } from './types';

export function useNotifications() {
  return usePages<NotificationList>(keys.notifications, '/notifications');
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => post('/notifications/read', { up_to: upTo }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
}
