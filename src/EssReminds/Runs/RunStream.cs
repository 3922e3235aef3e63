namespace EssReminds.Runs;

/// <summary>The streams that a run reports to.</summary>
internal enum RunStream
{
    Error,
    Warning,
    Detail,
}

/// <summary>What writing to a stream does to the pipeline.</summary>
internal enum StreamEffect
{
    None,

    /// <summary>The user is prompted, and may end the pipeline (Inquire).</summary>
    Asks,

    /// <summary>The pipeline ends (Stop).</summary>
    Ends,
}
