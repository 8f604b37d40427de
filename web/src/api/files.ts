import { Problem } from './client';
import type { FileItem } from './types';

export function fileUrl(id: string): string {
  return `/api/v1/files/${id}`;
}

/** Uploads with progress, which `fetch` does not tell. */
export function upload(file: File, onProgress: (share: number) => void): Promise<FileItem> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/files');
    request.setRequestHeader('Baton-CSRF', '1');
    request.setRequestHeader('X-Filename', encodeURIComponent(file.name));
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onerror = () => reject(new Problem(0, {}));
    request.onload = () => {
      const body: unknown = parse(request.responseText);
      if (request.status < 300) resolve(body as FileItem);
      else reject(new Problem(request.status, (body ?? {}) as object));
    };
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
