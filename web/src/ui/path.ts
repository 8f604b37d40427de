/** Whether an address stays on this site: a path, and none that browsers read as another host (`//host`, `/\\host`). */
export function isPathHere(href: string): boolean {
  return /^\/(?![/\\])/.test(href) && !/[\t\r\n]/.test(href);
}
