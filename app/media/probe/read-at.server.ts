import { open, type FileHandle } from 'node:fs/promises'

/** Opens a file for as long as `read` takes. */
export async function withFile<Result>(
  path: string,
  read: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await open(path)
  try {
    return await read(file)
  } finally {
    await file.close()
  }
}

/** Up to `length` bytes from a position; fewer at the end of the file. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
