/* A disk that loses what was not synced, fails syncs and fills up; loaded before the C library with LD_PRELOAD.
 *
 * POWERCUT_FOLDER  the data folder; only files in it are looked at.
 * POWERCUT_SHADOW  a folder in which what is durable is kept: inode/NUMBER is a file's content as of its last sync, tree/ the
 *                  names as of the last sync of their folder (hard links to inode/NUMBER), later/ names in a folder that has no
 *                  durable name itself, short/NUMBER as long as the shortest that a file was made since its last sync. Whoever
 *                  starts the server fills it with a copy of the folder as it is then.
 * POWERCUT_CONTROL a file of six 64-bit integers that can be written from outside at any time:
 *                  [0] the sync that fails, counted from 1 (0: none), [1] whether all after it fail too,
 *                  [2] how many syncs there were (written here), [3] how many bytes the disk has left (below 0: no limit),
 *                  [4] the step before which the process is killed, counted from 1 (0: none), [5] how many steps there were
 *                  (written here): a write, a change of length, a sync, a rename or a removal is one each.
 *
 * A sync that fails keeps nothing, and counts the pages as clean, as Linux does: a second sync would say that all is well. Other
 * descriptors of the same file that were open then are told of it once, at their next sync, as Linux has done since 4.13
 * (errseq_t: a failed write-back is reported once to each open file description).
 * After a kill, shadow/tree is what a power cut leaves if nothing else arrived, the folder itself if everything did.
 * It does not show a disk that lies about its syncs, nor pages torn below 4 KiB, nor writes through a mapping (the -shm file,
 * which means nothing after a start, is no part of it). The real sync is not asked for: a killed process loses no cache.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PAGE = 4096, FILES_MAX = 65536, PATH_LEN = 4096, FDS_MAX = 65536 };

/* A file of the folder: which pages were written since its last sync. */
struct tracked {
  ino_t inode;
  uint8_t *dirty;
  size_t pages;
};

static struct tracked files[FILES_MAX];
/* What an open descriptor is: 0 not ours, 1 a file that is kept, 2 a folder, 3 a file that only uses space. */
static unsigned char kinds[FDS_MAX];
/* The file behind a descriptor that is kept, and whether it is still to be told that somebody else's sync of it failed. */
static ino_t inodes[FDS_MAX];
static unsigned char untold[FDS_MAX];
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_LEN], shadow[PATH_LEN];
static volatile int64_t *control;
static dev_t device;
static int active;

#define REAL(name, result, ...) \
  static result (*real)(__VA_ARGS__); \
  if (!real) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static ssize_t real_pwrite(int fd, const void *bytes, size_t count, off_t at) {
  REAL("pwrite", ssize_t, int, const void *, size_t, off_t);
  return real(fd, bytes, count, at);
}

static int real_openat(int dir, const char *path, int flags, mode_t mode) {
  REAL("openat", int, int, const char *, int, ...);
  return real(dir, path, flags, mode);
}

static int real_ftruncate(int fd, off_t size) {
  REAL("ftruncate", int, int, off_t);
  return real(fd, size);
}

static int real_rename(const char *from, const char *to) {
  REAL("rename", int, const char *, const char *);
  return real(from, to);
}

static int real_unlink(const char *path) {
  REAL("unlink", int, const char *);
  return real(path);
}

__attribute__((constructor)) static void begin(void) {
  const char *where = getenv("POWERCUT_FOLDER"), *kept = getenv("POWERCUT_SHADOW"), *steer = getenv("POWERCUT_CONTROL");
  struct stat about;
  if (!where || !kept || !realpath(where, folder) || !realpath(kept, shadow) || stat(folder, &about)) return;
  device = about.st_dev;
  if (steer) {
    int fd = real_openat(AT_FDCWD, steer, O_RDWR | O_CLOEXEC, 0);
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, 6 * sizeof(int64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page != MAP_FAILED) control = page;
    if (fd >= 0) close(fd);
  }
  active = 1;
}

/* Counts what is about to be done to the folder; where it is the one that is waited for, it is not done, nor anything after it. */
static void step(void) {
  if (!control || ++control[5] != control[4]) return;
  kill(getpid(), SIGKILL);
  abort();
}

static int ends_with(const char *text, const char *end) {
  size_t length = strlen(text), tail = strlen(end);
  return length >= tail && !strcmp(text + length - tail, end);
}

/* A path inside the folder, without the folder; NULL where it is not in it. "" is the folder itself. */
static const char *inside(const char *path) {
  size_t length = strlen(folder);
  if (strncmp(path, folder, length)) return NULL;
  if (!path[length]) return path + length;
  return path[length] == '/' ? path + length + 1 : NULL;
}

/* Where an existing or new name leads to, its folder followed to its real path. */
static const char *place(int dir, const char *path, char *whole) {
  char copy[PATH_LEN], real_parent[PATH_LEN];
  if (dir != AT_FDCWD && path[0] != '/') return NULL;
  if (snprintf(copy, sizeof copy, "%s", path) >= (int)sizeof copy) return NULL;
  char *slash = strrchr(copy, '/');
  const char *name = slash ? slash + 1 : path;
  if (slash) *slash = 0;
  if (!realpath(slash ? (copy[0] ? copy : "/") : ".", real_parent)) return NULL;
  if (snprintf(whole, PATH_LEN, "%s/%s", real_parent, name) >= PATH_LEN) return NULL;
  return inside(whole);
}

static struct tracked *find(ino_t inode, int make) {
  size_t at = (size_t)inode % FILES_MAX;
  for (size_t n = 0; n < FILES_MAX; n++, at = (at + 1) % FILES_MAX) {
    if (files[at].inode == inode) return &files[at];
    if (!files[at].inode) {
      if (!make) return NULL;
      files[at].inode = inode;
      return &files[at];
    }
  }
  fputs("powercut: too many files\n", stderr);
  abort();
}

static void mark(ino_t inode, off_t from, off_t to) {
  struct tracked *file = find(inode, 1);
  size_t first = (size_t)from / PAGE, last = (size_t)(to + PAGE - 1) / PAGE;
  if (last > file->pages) {
    size_t pages = last * 2;
    file->dirty = realloc(file->dirty, pages);
    if (!file->dirty) abort();
    memset(file->dirty + file->pages, 0, pages - file->pages);
    file->pages = pages;
  }
  memset(file->dirty + first, 1, last - first);
}

/* Its durable content: an empty file where it was never synced. */
static void kept_path(ino_t inode, char *path) { snprintf(path, PATH_LEN, "%.3000s/inode/%lu", shadow, (unsigned long)inode); }

/* A file as long as the shortest that this one was made since its last sync; none where it was not made shorter. */
static void short_path(ino_t inode, char *path) { snprintf(path, PATH_LEN, "%.3000s/short/%lu", shadow, (unsigned long)inode); }

/* Remembers to which length a file was cut. */
static void note_short(ino_t inode, off_t size) {
  struct stat about;
  char path[PATH_LEN];
  short_path(inode, path);
  if (!stat(path, &about) && about.st_size <= size) return;
  int out = real_openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (out < 0) return;
  real_ftruncate(out, size);
  close(out);
}

/* Brings the durable content to what the file is now; where `keep` is 0, only forgets that there is more to keep. */
static void settle(int fd, int keep) {
  struct stat about;
  char path[PATH_LEN], page[PAGE];
  if (fstat(fd, &about)) return;
  struct tracked *file = find(about.st_ino, 1);
  kept_path(about.st_ino, path);
  int out = keep ? real_openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
  /* The descriptor may be open for writing alone. */
  char self[64];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  int in = keep ? real_openat(AT_FDCWD, self, O_RDONLY | O_CLOEXEC, 0) : -1;
  for (size_t n = 0; n < file->pages; n++) {
    if (!file->dirty[n]) continue;
    file->dirty[n] = 0;
    if (!keep) continue;
    ssize_t got = pread(in, page, PAGE, (off_t)n * PAGE);
    if (got > 0) real_pwrite(out, page, (size_t)got, (off_t)n * PAGE);
  }
  if (out >= 0) {
    real_ftruncate(out, about.st_size);
    close(out);
    short_path(about.st_ino, path);
    real_unlink(path);
  }
  if (in >= 0) close(in);
}

/* A file that has lost its last name: its number may be given to another. */
static void retire(const char *path) {
  static unsigned gone;
  struct stat about;
  char kept[PATH_LEN], aside[PATH_LEN];
  if (lstat(path, &about) || !S_ISREG(about.st_mode) || about.st_nlink > 1) return;
  kept_path(about.st_ino, kept);
  snprintf(aside, sizeof aside, "%.3000s/inode/gone-%lu-%d-%u", shadow, (unsigned long)about.st_ino, (int)getpid(), gone++);
  real_rename(kept, aside);
  short_path(about.st_ino, kept);
  real_unlink(kept);
  struct tracked *file = find(about.st_ino, 0);
  if (file && file->pages) memset(file->dirty, 0, file->pages);
  if (control && control[3] >= 0) control[3] += about.st_size;
}

static int is_kept(const char *name) { return !ends_with(name, "-shm") && !ends_with(name, ".log"); }

/* Makes the names in a folder durable as they are now. */
static void settle_folder(const char *whole, const char *within) {
  char to[PATH_LEN], parent[PATH_LEN], one[PATH_LEN], kept[PATH_LEN], from[PATH_LEN];
  struct stat about;
  snprintf(to, sizeof to, "%.3000s/tree/%.900s", shadow, within);
  if (stat(to, &about)) {
    snprintf(parent, sizeof parent, "%.3000s/later", shadow);
    mkdir(parent, 0700);
    snprintf(to, sizeof to, "%.3000s/later/%.900s", shadow, within);
    mkdir(to, 0700);
  }
  DIR *names = opendir(to);
  for (struct dirent *entry; names && (entry = readdir(names));) {
    snprintf(from, sizeof from, "%.3000s/%.900s", whole, entry->d_name);
    if (entry->d_name[0] == '.' || !lstat(from, &about)) continue;
    snprintf(one, sizeof one, "%.3000s/%.900s", to, entry->d_name);
    if (real_unlink(one)) rmdir(one);
  }
  if (names) closedir(names);
  names = opendir(whole);
  for (struct dirent *entry; names && (entry = readdir(names));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || !is_kept(entry->d_name)) continue;
    snprintf(from, sizeof from, "%.3000s/%.900s", whole, entry->d_name);
    snprintf(one, sizeof one, "%.3000s/%.900s", to, entry->d_name);
    if (lstat(from, &about)) continue;
    if (S_ISDIR(about.st_mode)) {
      struct stat there;
      if (!stat(one, &there)) continue;
      snprintf(kept, sizeof kept, "%.3000s/later/%.900s", shadow, entry->d_name);
      if (real_rename(kept, one)) mkdir(one, 0700);
    } else if (S_ISREG(about.st_mode)) {
      kept_path(about.st_ino, kept);
      int fd = real_openat(AT_FDCWD, kept, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      if (fd >= 0) close(fd);
      struct stat was, is;
      if (!stat(one, &was) && !stat(kept, &is) && was.st_ino == is.st_ino) continue;
      real_unlink(one);
      if (link(kept, one)) perror("powercut: link");
    }
  }
  if (names) closedir(names);
}

static void opened(int fd, int flags) {
  char self[64], path[PATH_LEN];
  struct stat about;
  if (fd < 0 || fd >= FDS_MAX || !active) return;
  kinds[fd] = untold[fd] = 0;
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(self, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  const char *within = inside(path);
  if (!within || fstat(fd, &about)) return;
  if (S_ISDIR(about.st_mode)) kinds[fd] = 2;
  else if (S_ISREG(about.st_mode)) {
    inodes[fd] = about.st_ino;
    kinds[fd] = is_kept(within) ? 1 : ends_with(within, ".log") ? 0 : 3;
    if (kinds[fd] == 1 && (flags & O_TRUNC)) mark(about.st_ino, 0, 0);
  }
}

static int kind_of(int fd) { return active && fd >= 0 && fd < FDS_MAX ? kinds[fd] : 0; }

static int open_with(int dir, const char *path, int flags, mode_t mode) {
  if (!active) return real_openat(dir, path, flags, mode);
  pthread_mutex_lock(&guard);
  int fd = real_openat(dir, path, flags, mode);
  int error = errno;
  opened(fd, flags);
  errno = error;
  pthread_mutex_unlock(&guard);
  return fd;
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { \
    va_list rest; \
    va_start(rest, flags); \
    mode = va_arg(rest, mode_t); \
    va_end(rest); \
  }

int open(const char *path, int flags, ...) { MODE(flags) return open_with(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_with(AT_FDCWD, path, flags, mode); }
int openat(int dir, const char *path, int flags, ...) { MODE(flags) return open_with(dir, path, flags, mode); }
int openat64(int dir, const char *path, int flags, ...) { MODE(flags) return open_with(dir, path, flags, mode); }

int close(int fd) {
  REAL("close", int, int);
  if (fd >= 0 && fd < FDS_MAX) kinds[fd] = 0;
  return real(fd);
}

int fcntl64(int fd, int command, ...) {
  REAL("fcntl64", int, int, int, ...);
  va_list rest;
  va_start(rest, command);
  void *more = va_arg(rest, void *);
  va_end(rest);
  int done = real(fd, command, more);
  if (done >= 0 && done < FDS_MAX && (command == F_DUPFD || command == F_DUPFD_CLOEXEC)) {
    kinds[done] = (unsigned char)kind_of(fd);
    inodes[done] = fd < FDS_MAX ? inodes[fd] : 0;
    untold[done] = 0;
  }
  return done;
}

/* Takes what a write would add to the file from what the disk has left; how much of it fits. */
static size_t room(int fd, off_t at, size_t count) {
  struct stat about;
  if (!control || control[3] < 0 || fstat(fd, &about)) return count;
  off_t end = at + (off_t)count;
  if (end <= about.st_size) return count;
  int64_t more = end - (at > about.st_size ? at : about.st_size);
  if (more > control[3]) return 0;
  control[3] -= more;
  return count;
}

static ssize_t write_at(int fd, const void *bytes, size_t count, off_t at) {
  int kind = kind_of(fd);
  if (kind != 1 && kind != 3) return real_pwrite(fd, bytes, count, at);
  pthread_mutex_lock(&guard);
  if (kind == 1) step();
  ssize_t done = -1;
  errno = ENOSPC;
  struct stat about;
  if (count == 0 || room(fd, at, count)) done = real_pwrite(fd, bytes, count, at);
  if (done > 0 && kind == 1 && !fstat(fd, &about)) mark(about.st_ino, at, at + done);
  int error = errno;
  pthread_mutex_unlock(&guard);
  errno = error;
  return done;
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { return write_at(fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { return write_at(fd, bytes, count, at); }

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL("write", ssize_t, int, const void *, size_t);
  int kind = kind_of(fd);
  if (kind != 1 && kind != 3) return real(fd, bytes, count);
  off_t at = lseek(fd, 0, fcntl64(fd, F_GETFL, NULL) & O_APPEND ? SEEK_END : SEEK_CUR);
  ssize_t done = write_at(fd, bytes, count, at);
  if (done > 0) lseek(fd, at + done, SEEK_SET);
  return done;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL("writev", ssize_t, int, const struct iovec *, int);
  int kind = kind_of(fd);
  if (kind != 1 && kind != 3) return real(fd, parts, count);
  ssize_t done = 0;
  for (int n = 0; n < count; n++) {
    ssize_t one = write(fd, parts[n].iov_base, parts[n].iov_len);
    if (one < 0) return done ? done : one;
    done += one;
    if ((size_t)one < parts[n].iov_len) break;
  }
  return done;
}

static int truncate_to(int fd, off_t size) {
  int kind = kind_of(fd);
  if (kind != 1 && kind != 3) return real_ftruncate(fd, size);
  pthread_mutex_lock(&guard);
  if (kind == 1) step();
  struct stat about;
  int known = !fstat(fd, &about);
  int done = real_ftruncate(fd, size);
  int error = errno;
  if (!done && known) {
    off_t low = size < about.st_size ? size : about.st_size, high = size < about.st_size ? about.st_size : size;
    if (kind == 1) mark(about.st_ino, low, high);
    if (kind == 1 && size < about.st_size) note_short(about.st_ino, size);
    if (control && control[3] >= 0 && size < about.st_size) control[3] += about.st_size - size;
  }
  pthread_mutex_unlock(&guard);
  errno = error;
  return done;
}

int ftruncate(int fd, off_t size) { return truncate_to(fd, size); }
int ftruncate64(int fd, off64_t size) { return truncate_to(fd, size); }

/* What is copied inside the kernel is not seen here: whoever asks for that is told to read and write instead. */
ssize_t copy_file_range(int in, off64_t *from, int out, off64_t *to, size_t count, unsigned flags) {
  REAL("copy_file_range", ssize_t, int, off64_t *, int, off64_t *, size_t, unsigned);
  if (!kind_of(out) && real) return real(in, from, out, to, count, flags);
  errno = ENOSYS;
  return -1;
}

ssize_t sendfile64(int out, int in, off64_t *from, size_t count) {
  REAL("sendfile64", ssize_t, int, int, off64_t *, size_t);
  if (!kind_of(out)) return real(out, in, from, count);
  errno = ENOSYS;
  return -1;
}

/* Everybody else who has this file open is to be told that a sync of it failed. */
static void tell_others(int fd) {
  for (int other = 0; other < FDS_MAX; other++)
    if (other != fd && kinds[other] == 1 && inodes[other] == inodes[fd]) untold[other] = 1;
}

static int sync_of(int fd, const char *name) {
  int kind = kind_of(fd);
  if (kind != 1 && kind != 2) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    return real(fd);
  }
  pthread_mutex_lock(&guard);
  step();
  int fails = 0;
  if (control) {
    int64_t n = ++control[2], from = control[0];
    fails = from > 0 && (n == from || (control[1] && n > from));
  }
  char self[64], path[PATH_LEN];
  snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(self, path, sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  const char *within = inside(path);
  if (fails) fprintf(stderr, "powercut: the sync of /%s fails\n", within ? within : "?");
  if (kind == 1) {
    settle(fd, !fails);
    if (fails) tell_others(fd);
    /* What was written since is on the disk now; what the other's sync lost is not. */
    if (untold[fd]) fails = 1;
    untold[fd] = 0;
  } else if (!fails && within) settle_folder(path, within);
  pthread_mutex_unlock(&guard);
  errno = fails ? EIO : 0;
  return fails ? -1 : 0;
}

int fsync(int fd) { return sync_of(fd, "fsync"); }
int fdatasync(int fd) { return sync_of(fd, "fdatasync"); }

int rename(const char *from, const char *to) {
  char whole_from[PATH_LEN], whole_to[PATH_LEN];
  if (!active) return real_rename(from, to);
  pthread_mutex_lock(&guard);
  struct stat one, other;
  int ours = place(AT_FDCWD, from, whole_from) && place(AT_FDCWD, to, whole_to);
  if (ours) step();
  if (ours && !lstat(from, &one) && !lstat(to, &other) && one.st_ino != other.st_ino) retire(to);
  int done = real_rename(from, to);
  int error = errno;
  pthread_mutex_unlock(&guard);
  errno = error;
  return done;
}

int unlink(const char *path) {
  char whole[PATH_LEN];
  if (!active) return real_unlink(path);
  pthread_mutex_lock(&guard);
  if (place(AT_FDCWD, path, whole)) {
    step();
    retire(path);
  }
  int done = real_unlink(path);
  int error = errno;
  pthread_mutex_unlock(&guard);
  errno = error;
  return done;
}
