using System;
using System.ComponentModel;
using System.IO;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EssReminds.Platform;

/// <summary>
/// Unix file modes through reflection: .NET has them since version 7, netstandard2.0 does not. Elsewhere there are none to check or set.
/// </summary>
internal static class UnixFiles
{
    private const int OwnerReadWrite = 0b110_000_000;
    private const int OthersRead = 0b000_100_100;
    private const int LongestPath = 64 * 1024;

    private static readonly MethodInfo? Getter = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    private static bool HasModes => Path.DirectorySeparatorChar == '/' && Getter is not null;

    /// <summary>Whether anybody but the file's owner may read it.</summary>
    public static bool IsReadableByOthers(string path) => HasModes && ((int)Getter!.Invoke(null, [path]) & OthersRead) != 0;

    /// <summary>Restricts the file to its owner (mode 0600).</summary>
    public static void MakePrivate(SafeFileHandle file)
    {
        if (HasModes) SetMode(file, Enum.ToObject(Getter!.ReturnType, OwnerReadWrite));
    }

    /// <summary>Opens a file for reading and writing, exclusively, or creates it with mode 0600.</summary>
    public static FileStream OpenOrCreatePrivate(string path) => OpenPrivate(path, FileMode.OpenOrCreate);

    /// <summary>The same for a file that must not exist yet.</summary>
    public static FileStream CreatePrivate(string path) => OpenPrivate(path, FileMode.CreateNew);

    private static FileStream OpenPrivate(string path, FileMode mode)
    {
        // Unbuffered: callers write whole lines and flush each at once.
        if (!HasModes) return new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

        Type type = typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions", throwOnError: true);
        object options = Activator.CreateInstance(type);
        void Set(string name, object value) => type.GetProperty(name)!.SetValue(options, value);
        Set("Mode", mode);
        Set("Access", FileAccess.ReadWrite);
        Set("Share", FileShare.None);
        Set("BufferSize", 0);
        Set("UnixCreateMode", Enum.ToObject(Getter!.ReturnType, OwnerReadWrite));
        return Call(() => (FileStream)Activator.CreateInstance(typeof(FileStream), path, options));
    }

    /// <summary>Copies mode and owner from one file to another.</summary>
    /// <exception cref="UnauthorizedAccessException">The owner or the mode may not be changed.</exception>
    /// <exception cref="NotSupportedException">This platform has no Unix modes.</exception>
    public static void CopyRights(SafeFileHandle from, SafeFileHandle to)
    {
        if (!HasModes) throw new NotSupportedException();
        if (OwnerOf(from) is { } owner && owner != OwnerOf(to) && ChangeOwner(DescriptorOf(to), owner.User, owner.Group) != 0)
            throw new UnauthorizedAccessException();
        object mode = ModeOf(from);
        if (!Equals(mode, ModeOf(to))) SetMode(to, mode);
    }

    /// <summary>Renames a file atomically, replacing any file of that name.</summary>
    /// <exception cref="IOException">The rename failed.</exception>
    public static void Rename(string from, string to)
    {
        if (RenameFile(Bytes(from), Bytes(to)) != 0) throw new IOException(new Win32Exception().Message);
    }

    /// <summary>The path with symbolic links resolved; the full path where that fails.</summary>
    public static string RealPath(string path)
    {
        var real = new byte[LongestPath];
        if (ResolvePath(Bytes(path), real) == IntPtr.Zero) return Path.GetFullPath(path);
        return Encoding.UTF8.GetString(real, 0, Array.IndexOf(real, (byte)0));
    }

    /// <summary>Fsyncs a file's directory, best effort: fsync of the file alone does not make its name durable.</summary>
    public static void FlushFolder(string path)
    {
        if (Path.DirectorySeparatorChar != '/') return;
        int folder = OpenFile(Bytes(Path.GetDirectoryName(Path.GetFullPath(path))), 0);
        if (folder < 0) return;
        _ = FlushFile(folder);
        _ = CloseFile(folder);
    }

    private static object ModeOf(SafeFileHandle file) =>
        Call(() => typeof(File).GetMethod("GetUnixFileMode", [typeof(SafeFileHandle)])!.Invoke(null, [file]));

    private static void SetMode(SafeFileHandle file, object mode) =>
        Call(() => typeof(File).GetMethod("SetUnixFileMode", [typeof(SafeFileHandle), mode.GetType()])!.Invoke(null, [file, mode]));

    /// <summary>Null where the C library has no statx (it is Linux's) or the call fails.</summary>
    private static (int User, int Group)? OwnerOf(SafeFileHandle file)
    {
        const int emptyPath = 0x1000, userAndGroup = 0x18, userOffset = 20, groupOffset = 24, size = 256;
        var facts = new byte[size];
        try
        {
            if (Statx(DescriptorOf(file), Bytes(""), emptyPath, userAndGroup, facts) != 0) return null;
            return (BitConverter.ToInt32(facts, userOffset), BitConverter.ToInt32(facts, groupOffset));
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static int DescriptorOf(SafeFileHandle file) => file.DangerousGetHandle().ToInt32();

    private static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    private static extern int RenameFile(byte[] from, byte[] to);

    [DllImport("libc", EntryPoint = "realpath")]
    private static extern IntPtr ResolvePath(byte[] path, byte[] real);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] facts);

    [DllImport("libc", EntryPoint = "fchown")]
    private static extern int ChangeOwner(int file, int user, int group);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int OpenFile(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int FlushFile(int file);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseFile(int file);

    private static T Call<T>(Func<T> reflected)
    {
        try
        {
            return reflected();
        }
        catch (TargetInvocationException e) when (e.InnerException is { } met)
        {
            ExceptionDispatchInfo.Capture(met).Throw();
            throw;
        }
    }
}
