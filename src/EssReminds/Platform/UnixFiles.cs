using System;
using System.IO;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace EssReminds.Platform;

/// <summary>Unix file modes, which .NET has had since version 7 and netstandard2.0 does not know. Elsewhere nothing happens.</summary>
internal static class UnixFiles
{
    private const int OwnerReadWrite = 0b110_000_000;
    private const int OthersRead = 0b000_100_100;

    private static readonly MethodInfo? Getter = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    private static bool AreHere => Path.DirectorySeparatorChar == '/' && Getter is not null;

    /// <summary>Whether anybody but the file's owner may read it.</summary>
    public static bool IsReadableByOthers(string path) => AreHere && ((int)Getter!.Invoke(null, [path]) & OthersRead) != 0;

    /// <summary>Leaves the file to its owner alone.</summary>
    public static void MakePrivate(SafeFileHandle file)
    {
        if (!AreHere) return;
        Type mode = Getter!.ReturnType;
        Call(() => typeof(File).GetMethod("SetUnixFileMode", [typeof(SafeFileHandle), mode])!.Invoke(null, [file, Enum.ToObject(mode, OwnerReadWrite)]));
    }

    /// <summary>Opens a file for reading and writing, and for nobody else; or creates it, its owner's alone from the first moment.</summary>
    public static FileStream OpenOrCreatePrivate(string path)
    {
        // Unbuffered: what is written is whole lines, flushed at once.
        if (!AreHere) return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);

        Type type = typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions", throwOnError: true);
        object options = Activator.CreateInstance(type);
        void Set(string name, object value) => type.GetProperty(name)!.SetValue(options, value);
        Set("Mode", FileMode.OpenOrCreate);
        Set("Access", FileAccess.ReadWrite);
        Set("Share", FileShare.None);
        Set("BufferSize", 0);
        Set("UnixCreateMode", Enum.ToObject(Getter!.ReturnType, OwnerReadWrite));
        return Call(() => (FileStream)Activator.CreateInstance(typeof(FileStream), path, options));
    }

    /// <summary>Flushes a file's entry in its folder to the disk, which flushing the file does not promise; where the folder allows it.</summary>
    public static void FlushFolder(string path)
    {
        if (Path.DirectorySeparatorChar != '/') return;
        int folder = OpenFile(Encoding.UTF8.GetBytes(Path.GetDirectoryName(Path.GetFullPath(path)) + "\0"), 0);
        if (folder < 0) return;
        _ = FlushFile(folder);
        _ = CloseFile(folder);
    }

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
