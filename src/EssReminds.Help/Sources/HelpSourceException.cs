using System;

namespace EssReminds.Help.Sources;

/// <summary>A source that cannot be understood, with its place.</summary>
internal sealed class HelpSourceException : Exception
{
    /// <param name="file">The file.</param>
    /// <param name="line">The line, counted from 1.</param>
    /// <param name="why">What is wrong with it.</param>
    public HelpSourceException(string file, int line, string why)
        : base($"{file}({line}): error HELP1: {why}")
    {
    }
}
