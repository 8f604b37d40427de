import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, post } from './client';
import { keys } from './keys';
import type { Page } from './types';

export type NotificationItem = {
  id: number;
  kind: string;
  sentence: string;
  run: string | null;
  task: string | null;
  at: string;
  read: boolean;
};

export function useNotifications() {
  return useQuery({ queryKey: keys.notifications, queryFn: () => get<Page<NotificationItem>>('/notifications') });
}

export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: number) => post('/notifications/read', { up_to: upTo }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.notifications }),
  });
}
