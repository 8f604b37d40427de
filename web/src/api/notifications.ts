import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import type { NotificationList } from './types';

export function useNotifications() {
  return useQuery({ queryKey: keys.notifications, queryFn: () => get<NotificationList>('/notifications') });
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => post('/notifications/read', { up_to: upTo }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
}
